-- What people are told, on which way, and how it went (C-1.4, C-3.2, C-5.3, C-6).

-- An event that was fanned out to some of its people remembers the last of them and goes on behind; an event that fails remembers why.
ALTER TABLE outbox ADD COLUMN reached uuid, ADD COLUMN last_error text;

-- Events that failed five times: moved aside, so that they hold up nobody, and kept.
CREATE TABLE outbox_dead (
    id bigint PRIMARY KEY,
    organization_id uuid NOT NULL,
    activity_id uuid NOT NULL,
    reached uuid,
    attempts int NOT NULL,
    last_error text NOT NULL,
    moved_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Of the person, not of a tenant: outside row-level security like users. Read by its key only.
CREATE TABLE notification_preferences (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    reason text NOT NULL CONSTRAINT notification_preferences_reason CHECK (reason IN ('assigned', 'mentioned', 'watching')),
    inbox boolean NOT NULL,
    email boolean NOT NULL,
    PRIMARY KEY (user_id, reason)
);

CREATE TABLE notifications (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    task_id uuid NOT NULL,
    user_id uuid NOT NULL,
    activity_id uuid NOT NULL,
    reason text NOT NULL CONSTRAINT notifications_reason CHECK (reason IN ('assigned', 'mentioned', 'watching')),
    at timestamptz NOT NULL,
    read_at timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, task_id) REFERENCES tasks ON DELETE CASCADE
);
CREATE UNIQUE INDEX notifications_event ON notifications (activity_id, user_id);
-- The inbox: grouped by task from the index alone, and the newest of each task behind it.
CREATE INDEX notifications_inbox ON notifications (user_id, task_id, at) INCLUDE (read_at, project_id, organization_id);
-- The badge and the unread part of the inbox: small, however long the inbox is.
CREATE INDEX notifications_unread ON notifications (user_id, task_id) INCLUDE (project_id, organization_id, at) WHERE read_at IS NULL;
-- For the deletion of a task.
CREATE INDEX notifications_task ON notifications (organization_id, task_id);

CREATE TABLE deliveries (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    activity_id uuid NOT NULL,
    channel text NOT NULL CONSTRAINT deliveries_channel CHECK (channel IN ('inbox', 'email', 'slack', 'webhook')),
    user_id uuid,
    integration_id uuid,
    reason text CONSTRAINT deliveries_reason CHECK (reason IN ('assigned', 'mentioned', 'watching')),
    status text NOT NULL CONSTRAINT deliveries_status
        CHECK (status IN ('pending', 'leased', 'sending', 'delivered', 'unknown', 'suppressed', 'dead', 'expired')),
    suppressed_by text CONSTRAINT deliveries_suppressed_by
        CHECK (suppressed_by IN ('actor', 'preference', 'quiet_hours', 'not_watching', 'no_access', 'paused', 'import')),
    attempts int NOT NULL DEFAULT 0,
    next_attempt_at timestamptz,
    last_error text,
    provider_message_id text,
    traceparent text,
    committed_at timestamptz NOT NULL,
    routed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    begun_at timestamptz,
    delivered_at timestamptz,
    PRIMARY KEY (organization_id, id),
    CONSTRAINT deliveries_recipient CHECK (num_nonnulls(user_id, integration_id) = 1),
    CONSTRAINT deliveries_suppression CHECK ((status = 'suppressed') = (suppressed_by IS NOT NULL))
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
-- C-3.2: whatever is routed twice is delivered once. It also finds the journey of an event.
CREATE UNIQUE INDEX deliveries_once ON deliveries (activity_id, channel, coalesce(user_id, integration_id));

DO $$
DECLARE
    tenant_table text;
BEGIN
    FOREACH tenant_table IN ARRAY ARRAY['notifications', 'deliveries'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
        EXECUTE format('CREATE POLICY tenant ON %I USING (organization_id = ANY ((SELECT current_setting(''app.orgs''))::uuid[]))', tenant_table);
    END LOOP;
END $$;

-- What the router has not fanned out yet, or has given up on: the first stage of a journey.
CREATE VIEW waiting_events AS
SELECT organization_id, activity_id, attempts, last_error, false AS is_dead FROM outbox
UNION ALL
SELECT organization_id, activity_id, attempts, last_error, true FROM outbox_dead;
