-- Comments of tasks, who watches them, and who edits their text.

CREATE TABLE comments (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    task_id uuid NOT NULL,
    body text NOT NULL,
    mention_ids uuid[] NOT NULL,
    author_id uuid NOT NULL,
    version int NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, task_id) REFERENCES tasks ON DELETE CASCADE
);
-- One index for both questions: the comments of a task oldest first, and how many of them live, which the index answers alone.
CREATE INDEX comments_task ON comments (organization_id, task_id, created_at, id) INCLUDE (deleted_at);

-- Only what was decided: creator, assignees and authors of comments watch without a row, and a row goes before that.
CREATE TABLE task_watchers (
    organization_id uuid NOT NULL,
    task_id uuid NOT NULL,
    user_id uuid NOT NULL,
    watches boolean NOT NULL,
    PRIMARY KEY (organization_id, task_id, user_id),
    FOREIGN KEY (organization_id, task_id) REFERENCES tasks ON DELETE CASCADE
);

-- One row a task, kept after it expired until the next holder takes it over.
CREATE TABLE task_locks (
    organization_id uuid NOT NULL,
    task_id uuid NOT NULL,
    user_id uuid NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (organization_id, task_id),
    FOREIGN KEY (organization_id, task_id) REFERENCES tasks ON DELETE CASCADE
);

-- New columns come last: the release before reads the view by name and goes on.
CREATE OR REPLACE VIEW task_views WITH (security_invoker = true) AS
SELECT t.*, p.key || '-' || t.number AS key, s.category AS status_category,
       (SELECT count(*)::int FROM tasks c WHERE c.organization_id = t.organization_id AND c.parent_id = t.id AND c.archived_at IS NULL) AS subtask_count,
       (SELECT count(*)::int FROM comments c WHERE c.organization_id = t.organization_id AND c.task_id = t.id AND c.deleted_at IS NULL) AS comment_count,
       l.user_id AS lock_user_id, l.expires_at AS lock_expires_at
FROM tasks t
JOIN projects p ON p.organization_id = t.organization_id AND p.id = t.project_id
JOIN statuses s ON s.organization_id = t.organization_id AND s.id = t.status_id
LEFT JOIN task_locks l ON l.organization_id = t.organization_id AND l.task_id = t.id AND l.expires_at > statement_timestamp();

DO $$
DECLARE
    tenant_table text;
BEGIN
    FOREACH tenant_table IN ARRAY ARRAY['comments', 'task_watchers', 'task_locks'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
        EXECUTE format('CREATE POLICY tenant ON %I USING (organization_id = ANY ((SELECT current_setting(''app.orgs''))::uuid[]))', tenant_table);
    END LOOP;
END $$;
