-- Planning: what tasks are to each other, and the stretches of time they belong to.

CREATE TABLE task_links (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    type text NOT NULL CONSTRAINT task_links_type CHECK (type IN ('blocks', 'relates', 'duplicates')),
    from_task_id uuid NOT NULL,
    to_task_id uuid NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, from_task_id) REFERENCES tasks ON DELETE CASCADE,
    FOREIGN KEY (organization_id, to_task_id) REFERENCES tasks ON DELETE CASCADE
);
-- Two tasks are linked once in one way, whoever is named first: relates has no direction, and nothing duplicates its own duplicate.
CREATE UNIQUE INDEX task_links_pair ON task_links (organization_id, type, least(from_task_id, to_task_id), greatest(from_task_id, to_task_id));
CREATE INDEX task_links_from ON task_links (organization_id, from_task_id);
CREATE INDEX task_links_to ON task_links (organization_id, to_task_id);

CREATE TABLE milestones (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    start_date date,
    end_date date,
    state text NOT NULL CONSTRAINT milestones_state CHECK (state IN ('open', 'closed')),
    version int NOT NULL,
    deleted_at timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, project_id) REFERENCES projects ON DELETE CASCADE
);
CREATE UNIQUE INDEX milestones_name ON milestones (organization_id, project_id, lower(name)) WHERE deleted_at IS NULL;

ALTER TABLE tasks ADD COLUMN milestone_id uuid;
ALTER TABLE tasks ADD CONSTRAINT tasks_milestone FOREIGN KEY (organization_id, milestone_id) REFERENCES milestones;
CREATE INDEX tasks_milestone ON tasks (organization_id, milestone_id) WHERE milestone_id IS NOT NULL;

-- As for labels: closing or deleting a milestone locks its row FOR UPDATE, so a task comes first and is moved too, or finds it gone.
CREATE FUNCTION tasks_milestone_is_alive() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM milestones
    WHERE organization_id = NEW.organization_id AND project_id = NEW.project_id AND id = NEW.milestone_id AND deleted_at IS NULL
    FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE foreign_key_violation USING CONSTRAINT = 'tasks_milestone', MESSAGE = 'the milestone of the task does not exist';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER tasks_milestone_on_insert BEFORE INSERT ON tasks FOR EACH ROW
    WHEN (NEW.milestone_id IS NOT NULL) EXECUTE FUNCTION tasks_milestone_is_alive();
CREATE TRIGGER tasks_milestone_on_update BEFORE UPDATE OF milestone_id ON tasks FOR EACH ROW
    WHEN (NEW.milestone_id IS NOT NULL AND NEW.milestone_id IS DISTINCT FROM OLD.milestone_id) EXECUTE FUNCTION tasks_milestone_is_alive();

-- Made anew, for its columns of tasks are no longer the first ones. The release before reads it by name and goes on.
DROP VIEW task_views;
CREATE VIEW task_views WITH (security_invoker = true) AS
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
    FOREACH tenant_table IN ARRAY ARRAY['task_links', 'milestones'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
        EXECUTE format('CREATE POLICY tenant ON %I USING (organization_id = ANY ((SELECT current_setting(''app.orgs''))::uuid[]))', tenant_table);
    END LOOP;
END $$;
