-- Reminders of due dates, and the installation as the actor of what no person did (ADR 0030).

-- The log names an actor in every line. Its address is none that could be registered or written to, and no password has this hash.
INSERT INTO users (id, email, normalized_email, display_name, password_hash, time_zone, locale, is_operator, access_failed_count, created_at)
VALUES ('00000000-0000-7000-8000-7461736b666c', 'installation', 'installation', 'TaskFlow', '', 'UTC', 'en', false, 0, clock_timestamp());

-- Who was reminded of what on which day of theirs: once, whichever run asks. Kept as long as the task may still be spoken of.
CREATE TABLE reminders (
    organization_id uuid NOT NULL,
    task_id uuid NOT NULL,
    user_id uuid NOT NULL,
    day date NOT NULL,
    PRIMARY KEY (organization_id, task_id, user_id, day),
    FOREIGN KEY (organization_id, task_id) REFERENCES tasks ON DELETE CASCADE
);
ALTER TABLE reminders ENABLE ROW LEVEL SECURITY;
ALTER TABLE reminders FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON reminders USING (organization_id = ANY ((SELECT current_setting('app.orgs'))::uuid[]));

-- What is due around now. A small part of the tasks has a date, and a write that leaves it alone does not touch the index.
CREATE INDEX tasks_due ON tasks (organization_id, due_date) WHERE due_date IS NOT NULL AND archived_at IS NULL;

ALTER TABLE notification_preferences DROP CONSTRAINT notification_preferences_reason,
    ADD CONSTRAINT notification_preferences_reason CHECK (reason IN ('assigned', 'mentioned', 'watching', 'due'));
ALTER TABLE notifications DROP CONSTRAINT notifications_reason,
    ADD CONSTRAINT notifications_reason CHECK (reason IN ('assigned', 'mentioned', 'watching', 'due'));
ALTER TABLE deliveries DROP CONSTRAINT deliveries_reason,
    ADD CONSTRAINT deliveries_reason CHECK (reason IN ('assigned', 'mentioned', 'watching', 'due'));
