-- The house: people, organizations, projects, tasks and the numbered log.
-- Tenant tables lead their keys with organization_id (data.md) and are under row-level security (ADR 0009).

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Without row-level security, because they decide who may see what, or are read before a tenant is known (ADR 0009).

CREATE TABLE users (
    id uuid PRIMARY KEY,
    email text NOT NULL,
    normalized_email text NOT NULL CONSTRAINT users_email UNIQUE,
    display_name text NOT NULL,
    password_hash text NOT NULL,
    time_zone text NOT NULL,
    locale text NOT NULL,
    is_operator boolean NOT NULL,
    access_failed_count int NOT NULL,
    access_failed_since timestamptz,
    lockout_end timestamptz,
    created_at timestamptz NOT NULL
);
-- Of two people who register first at the same moment one becomes the operator; others are named in Ops:Administrators.
CREATE UNIQUE INDEX users_founder ON users (is_operator) WHERE is_operator;

CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    secret_hash bytea NOT NULL UNIQUE,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    user_agent text,
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE api_tokens (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    name text NOT NULL,
    secret_hash bytea NOT NULL UNIQUE,
    scopes text[] NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz
);
CREATE INDEX api_tokens_user ON api_tokens (user_id);

CREATE TABLE idempotency_keys (
    user_id uuid NOT NULL,
    key text NOT NULL,
    organization_id uuid,
    fingerprint bytea NOT NULL,
    status smallint NOT NULL,
    headers jsonb NOT NULL,
    body bytea,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, key)
);
CREATE INDEX idempotency_keys_expiry ON idempotency_keys (expires_at);

-- Tenant tables.

CREATE TABLE organizations (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    slug text NOT NULL CONSTRAINT organizations_slug UNIQUE,
    version int NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz
);

CREATE TABLE memberships (
    organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    role text NOT NULL CONSTRAINT memberships_role CHECK (role IN ('guest', 'member', 'admin', 'owner')),
    project_ids uuid[] NOT NULL,
    joined_at timestamptz NOT NULL,
    -- Set when the organization was deleted: a replay of that request is still authorised against the row.
    ended_at timestamptz,
    PRIMARY KEY (organization_id, user_id)
);
CREATE INDEX memberships_user ON memberships (user_id);

CREATE TABLE invitations (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
    normalized_email text NOT NULL,
    role text NOT NULL CONSTRAINT invitations_role CHECK (role IN ('guest', 'member', 'admin', 'owner')),
    project_ids uuid[] NOT NULL,
    secret_hash bytea NOT NULL UNIQUE,
    invited_by uuid NOT NULL REFERENCES users,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    accepted_at timestamptz
);
CREATE INDEX invitations_organization ON invitations (organization_id);

CREATE TABLE projects (
    organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
    id uuid NOT NULL,
    key text NOT NULL CONSTRAINT projects_key_shape CHECK (key ~ '^[A-Z][A-Z0-9]{1,9}$'),
    name text NOT NULL,
    description text NOT NULL,
    version int NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    archived_at timestamptz,
    PRIMARY KEY (organization_id, id),
    CONSTRAINT projects_key UNIQUE (organization_id, key)
);

-- Narrow and updated by every write: room on the page keeps its updates HOT.
CREATE TABLE project_feeds (
    organization_id uuid NOT NULL,
    project_id uuid NOT NULL,
    head bigint NOT NULL,
    epoch uuid NOT NULL,
    next_task_number bigint NOT NULL,
    PRIMARY KEY (organization_id, project_id),
    FOREIGN KEY (organization_id, project_id) REFERENCES projects ON DELETE CASCADE
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

CREATE TABLE statuses (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    name text NOT NULL,
    category text NOT NULL CONSTRAINT statuses_category CHECK (category IN ('backlog', 'unstarted', 'started', 'done', 'canceled')),
    color text NOT NULL,
    position int NOT NULL,
    wip_limit int,
    version int NOT NULL,
    deleted_at timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, project_id) REFERENCES projects ON DELETE CASCADE
);
CREATE INDEX statuses_project ON statuses (organization_id, project_id, position);
CREATE UNIQUE INDEX statuses_name ON statuses (organization_id, project_id, lower(name)) WHERE deleted_at IS NULL;

CREATE TABLE labels (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    name text NOT NULL,
    color text NOT NULL,
    version int NOT NULL,
    deleted_at timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, project_id) REFERENCES projects ON DELETE CASCADE
);
CREATE UNIQUE INDEX labels_name ON labels (organization_id, project_id, lower(name)) WHERE deleted_at IS NULL;

CREATE TABLE tasks (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    number bigint NOT NULL,
    title text NOT NULL,
    description text NOT NULL,
    status_id uuid NOT NULL,
    priority text NOT NULL CONSTRAINT tasks_priority CHECK (priority IN ('none', 'low', 'medium', 'high', 'urgent')),
    assignee_ids uuid[] NOT NULL,
    label_ids uuid[] NOT NULL,
    parent_id uuid,
    start_date date,
    due_date date,
    estimate numeric(6, 2),
    rank text COLLATE "C" NOT NULL,
    external_id text,
    version int NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    updated_by uuid NOT NULL,
    updated_at timestamptz NOT NULL,
    started_at timestamptz,
    completed_at timestamptz,
    archived_at timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, project_id) REFERENCES projects ON DELETE CASCADE,
    CONSTRAINT tasks_status FOREIGN KEY (organization_id, status_id) REFERENCES statuses,
    CONSTRAINT tasks_parent FOREIGN KEY (organization_id, parent_id) REFERENCES tasks
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX tasks_number ON tasks (organization_id, project_id, number);
CREATE UNIQUE INDEX tasks_external_id ON tasks (organization_id, project_id, external_id) WHERE external_id IS NOT NULL;
-- The list's default order and each column of the board. Archived tasks are rarely asked for and are filtered.
CREATE INDEX tasks_rank ON tasks (organization_id, project_id, rank, id);
CREATE INDEX tasks_column ON tasks (organization_id, status_id, rank, id) WHERE archived_at IS NULL;
CREATE INDEX tasks_children ON tasks (organization_id, parent_id) WHERE parent_id IS NOT NULL;

-- A label that is being deleted cannot be put on a task: the check holds the label until the commit.
CREATE FUNCTION tasks_labels_exist() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found int;
BEGIN
    SELECT count(*) INTO found FROM (
        SELECT 1 FROM labels
        WHERE organization_id = NEW.organization_id AND project_id = NEW.project_id AND id = ANY (NEW.label_ids) AND deleted_at IS NULL
        FOR KEY SHARE) AS held;
    IF found <> cardinality(NEW.label_ids) THEN
        RAISE foreign_key_violation USING CONSTRAINT = 'tasks_labels', MESSAGE = 'a label of the task does not exist';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER tasks_labels_on_insert BEFORE INSERT ON tasks FOR EACH ROW WHEN (NEW.label_ids <> '{}') EXECUTE FUNCTION tasks_labels_exist();
CREATE TRIGGER tasks_labels_on_update BEFORE UPDATE OF label_ids ON tasks FOR EACH ROW
    WHEN (NEW.label_ids <> '{}' AND NEW.label_ids IS DISTINCT FROM OLD.label_ids) EXECUTE FUNCTION tasks_labels_exist();

-- The same for a status: deleting one locks its row FOR UPDATE, so either the task comes first and is moved, or the status is gone.
CREATE FUNCTION tasks_status_is_alive() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM statuses
    WHERE organization_id = NEW.organization_id AND project_id = NEW.project_id AND id = NEW.status_id AND deleted_at IS NULL
    FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE foreign_key_violation USING CONSTRAINT = 'tasks_status', MESSAGE = 'the status of the task does not exist';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER tasks_status_on_insert BEFORE INSERT ON tasks FOR EACH ROW EXECUTE FUNCTION tasks_status_is_alive();
CREATE TRIGGER tasks_status_on_update BEFORE UPDATE OF status_id ON tasks FOR EACH ROW
    WHEN (NEW.status_id IS DISTINCT FROM OLD.status_id) EXECUTE FUNCTION tasks_status_is_alive();

-- Outside row-level security: its operators are not leakproof, so under it the index would not be used. Always joined back to tasks.
CREATE TABLE task_search (
    organization_id uuid NOT NULL,
    project_id uuid NOT NULL,
    task_id uuid NOT NULL,
    document text NOT NULL,
    PRIMARY KEY (organization_id, task_id)
);
CREATE INDEX task_search_project ON task_search (organization_id, project_id);
CREATE INDEX task_search_words ON task_search USING gin (document gin_trgm_ops);

CREATE FUNCTION tasks_index_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO task_search (organization_id, project_id, task_id, document)
    SELECT NEW.organization_id, NEW.project_id, NEW.id, lower(p.key || '-' || NEW.number || ' ' || NEW.title || ' ' || NEW.description)
    FROM projects p WHERE p.organization_id = NEW.organization_id AND p.id = NEW.project_id
    ON CONFLICT (organization_id, task_id) DO UPDATE SET document = excluded.document;
    RETURN NULL;
END $$;
CREATE TRIGGER tasks_text_on_insert AFTER INSERT ON tasks FOR EACH ROW EXECUTE FUNCTION tasks_index_text();
CREATE TRIGGER tasks_text_on_update AFTER UPDATE OF title, description ON tasks FOR EACH ROW
    WHEN (NEW.title IS DISTINCT FROM OLD.title OR NEW.description IS DISTINCT FROM OLD.description) EXECUTE FUNCTION tasks_index_text();

-- A task as it is shown: with the key of its project and the category of its status. Reads under the caller's own row-level security.
CREATE VIEW task_views WITH (security_invoker = true) AS
SELECT t.*, p.key || '-' || t.number AS key, s.category AS status_category,
       (SELECT count(*)::int FROM tasks c WHERE c.organization_id = t.organization_id AND c.parent_id = t.id AND c.archived_at IS NULL) AS subtask_count
FROM tasks t
JOIN projects p ON p.organization_id = t.organization_id AND p.id = t.project_id
JOIN statuses s ON s.organization_id = t.organization_id AND s.id = t.status_id;

CREATE TABLE activity (
    organization_id uuid NOT NULL,
    project_id uuid NOT NULL,
    seq bigint NOT NULL,
    id uuid NOT NULL,
    type text NOT NULL,
    actor_id uuid NOT NULL,
    resource_type text NOT NULL,
    resource_id uuid NOT NULL,
    resource_key text,
    resource_version int NOT NULL,
    changes jsonb NOT NULL,
    data jsonb,
    traceparent text,
    at timestamptz NOT NULL,
    PRIMARY KEY (organization_id, project_id, seq),
    FOREIGN KEY (organization_id, project_id) REFERENCES project_feeds ON DELETE CASCADE
);
CREATE UNIQUE INDEX activity_id ON activity (id);
CREATE INDEX activity_resource ON activity (organization_id, resource_id, resource_version);

-- The number comes from the locked counter, so that the order of numbers is the order of commits, without a gap (C-6.2, ADR 0010).
CREATE FUNCTION activity_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE project_feeds SET head = head + 1
    WHERE organization_id = NEW.organization_id AND project_id = NEW.project_id
    RETURNING head INTO STRICT NEW.seq;
    RETURN NEW;
END $$;
CREATE TRIGGER activity_number BEFORE INSERT ON activity FOR EACH ROW WHEN (NEW.seq IS NULL OR NEW.seq = 0) EXECUTE FUNCTION activity_number();

CREATE FUNCTION activity_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the log is append-only';
END $$;
CREATE TRIGGER activity_append_only BEFORE UPDATE ON activity FOR EACH ROW EXECUTE FUNCTION activity_is_append_only();

-- Written with the effect, deleted by the router with what follows from it: stays small.
CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organization_id uuid NOT NULL,
    activity_id uuid NOT NULL,
    attempts int NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    leased_until timestamptz
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);

-- An organization keeps at least one owner, whatever two admins do at once: both writers queue on the organization's row.
CREATE FUNCTION memberships_keep_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM organizations WHERE id = OLD.organization_id FOR NO KEY UPDATE;
    IF FOUND AND NOT EXISTS (SELECT 1 FROM memberships WHERE organization_id = OLD.organization_id AND role = 'owner') THEN
        RAISE check_violation USING CONSTRAINT = 'memberships_last_owner', MESSAGE = 'an organization keeps at least one owner';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER memberships_last_owner AFTER UPDATE OR DELETE ON memberships FOR EACH ROW
    WHEN (OLD.role = 'owner') EXECUTE FUNCTION memberships_keep_an_owner();

-- Row-level security: the second lock. A missing setting is an error, not "everything".
DO $$
DECLARE
    tenant_table text;
BEGIN
    FOREACH tenant_table IN ARRAY ARRAY['projects', 'project_feeds', 'statuses', 'labels', 'tasks', 'activity'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
        EXECUTE format('CREATE POLICY tenant ON %I USING (organization_id = ANY ((SELECT current_setting(''app.orgs''))::uuid[]))', tenant_table);
    END LOOP;
    ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
    ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
    CREATE POLICY tenant ON organizations USING (id = ANY ((SELECT current_setting('app.orgs'))::uuid[]));
END $$;
