-- Deliveries on their way out of the installation: claimed, leased, begun and marked by workers, on the database's clock (C-3b, reliability.md 3.3).

ALTER TABLE deliveries
    -- When its turn is: when it is due, later for lower priorities, so that age always wins in the end (C-7.5).
    ADD COLUMN turn_at timestamptz,
    -- Leases taken; many without a try begun mean that workers die on it.
    ADD COLUMN claims int NOT NULL DEFAULT 0,
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

ALTER TABLE delivery_attempts ENABLE ROW LEVEL SECURITY;
ALTER TABLE delivery_attempts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON delivery_attempts USING (organization_id = ANY ((SELECT current_setting('app.orgs'))::uuid[]));

-- A worker takes what is due of whichever organization: it cannot name them before it has looked.
CREATE POLICY worker ON deliveries USING ((SELECT current_setting('app.worker', true)) = 'on');
CREATE POLICY worker ON delivery_attempts USING ((SELECT current_setting('app.worker', true)) = 'on');
