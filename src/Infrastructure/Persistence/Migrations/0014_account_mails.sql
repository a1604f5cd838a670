-- Mails with links to an account (ADR 0029). Outside row-level security like the accounts: no organization owns them.

ALTER TABLE users ADD COLUMN email_verified_at timestamptz;

CREATE TABLE account_mails (
    id uuid PRIMARY KEY,
    user_id uuid REFERENCES users,
    kind text NOT NULL CONSTRAINT account_mails_kind CHECK (kind IN ('password_reset', 'email_verification')),
    address_hash bytea NOT NULL,
    secret_hash bytea NOT NULL,
    -- Only until the mail is out or given up.
    sealed_secret bytea,
    status text NOT NULL CONSTRAINT account_mails_status CHECK (status IN ('pending', 'delivered', 'dead', 'expired', 'suppressed')),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    due_at timestamptz NOT NULL,
    attempts int NOT NULL DEFAULT 0,
    last_error text,
    CONSTRAINT account_mails_sealed CHECK (status = 'pending' OR sealed_secret IS NULL)
);
CREATE UNIQUE INDEX account_mails_secret ON account_mails (secret_hash);
CREATE INDEX account_mails_address ON account_mails (address_hash, kind, created_at);
CREATE INDEX account_mails_user ON account_mails (user_id, kind, created_at);
CREATE INDEX account_mails_due ON account_mails (due_at) WHERE status = 'pending';
CREATE INDEX account_mails_created ON account_mails (created_at);
