-- Which installation this database is: several may share one Redis, so every key and channel there starts with it (C-4, configuration.md). A
-- restored copy becomes another one and finds nothing there that its past left behind. No tenant's, so not under row-level security.
CREATE TABLE installation (
    id uuid NOT NULL,
    only_row boolean PRIMARY KEY DEFAULT true CONSTRAINT installation_only_row CHECK (only_row)
);
INSERT INTO installation (id) VALUES (gen_random_uuid());

-- One use each, for browsers that cannot send a cookie with a WebSocket. Outside row-level security like sessions: read before a tenant is known.
CREATE TABLE realtime_tickets (
    secret_hash bytea PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    credential_hash bytea NOT NULL,
    by_token boolean NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX realtime_tickets_expired ON realtime_tickets (expires_at);
CREATE INDEX realtime_tickets_user ON realtime_tickets (user_id);
