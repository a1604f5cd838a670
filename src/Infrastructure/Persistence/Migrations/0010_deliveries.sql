-- Deliveries on their way out of the installation: claimed, leased, begun and marked by workers, on the database's clock (C-3b, reliability.md 3.3).

ALTER TABLE deliveries
    -- When its turn is: when it is due, later for lower priorities, so that age always wins in the end (C-7.5).
    ADD COLUMN turn_at timestamptz,
    -- Leases taken; many without a try begun mean that workers die on it.
    ADD COLUMN claims int NOT NULL DEFAULT 0,
    -- Somebody asked for the next try: an open breaker lets it through.
    ADD COLUMN probes boolean NOT NULL DEFAULT false,
    ADD COLUMN lease_token uuid,
    ADD COLUMN leased_until timestamptz;

-- The claim: of each organization what has waited longest, and the next organization that has anything waiting.
CREATE INDEX deliveries_turn ON deliveries (channel, organization_id, turn_at) WHERE status = 'pending';
-- How much of an organization is in flight, and whose lease has ended.
CREATE INDEX deliveries_in_flight ON deliveries (channel, organization_id) INCLUDE (leased_until) WHERE status IN ('leased', 'sending');
-- What waits for a destination that works again.
CREATE INDEX deliveries_destination ON deliveries (integration_id) WHERE status = 'pending';
-- Dead letters and what nobody knows of, newest first.
CREATE INDEX deliveries_unsettled ON deliveries (organization_id, status, id DESC) WHERE status IN ('dead', 'unknown', 'expired');

-- Written before a try and after it: a try without an end is the crash in the gap.
CREATE TABLE delivery_attempts (
    organization_id uuid NOT NULL,
    delivery_id uuid NOT NULL,
    attempt int NOT NULL,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at timestamptz,
    outcome text CONSTRAINT delivery_attempts_outcome
        CHECK (outcome IN ('delivered', 'not_sent', 'ambiguous', 'throttled', 'credential_dead', 'refused', 'waiting', 'lost')),
    error text,
    PRIMARY KEY (organization_id, delivery_id, attempt),
    FOREIGN KEY (organization_id, delivery_id) REFERENCES deliveries ON DELETE CASCADE
);

-- Who had a delivery sent again. Read with the journey of a delivery.
CREATE TABLE delivery_retries (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    delivery_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users,
    at timestamptz NOT NULL,
    from_status text NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, delivery_id) REFERENCES deliveries ON DELETE CASCADE
);
CREATE INDEX delivery_retries_delivery ON delivery_retries (organization_id, delivery_id);

-- When a destination may be sent to next, over all workers (C-1.4): a channel of Slack takes one message a second. A row a destination.
CREATE TABLE paces (
    key text PRIMARY KEY,
    free_at timestamptz NOT NULL
) WITH (fillfactor = 50);

DO $$
DECLARE
    tenant_table text;
BEGIN
    FOREACH tenant_table IN ARRAY ARRAY['delivery_attempts', 'delivery_retries'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
        EXECUTE format('CREATE POLICY tenant ON %I USING (organization_id = ANY ((SELECT current_setting(''app.orgs''))::uuid[]))', tenant_table);
    END LOOP;
END $$;

-- A worker takes what is due of whichever organization: it cannot name them before it has looked.
CREATE POLICY worker ON deliveries USING ((SELECT current_setting('app.worker', true)) = 'on');
CREATE POLICY worker ON delivery_attempts USING ((SELECT current_setting('app.worker', true)) = 'on');
