-- The key ring that secrets are encrypted with, shared by all nodes and part of every backup. No tenant's, so not under row-level security.
CREATE TABLE data_protection_keys (
    name text PRIMARY KEY,
    xml text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- An organization has a handful: all of them are read by the organization, which leads the primary key, and no other index pays for itself.
CREATE TABLE integrations (
    organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
    id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT integrations_kind CHECK (kind IN ('webhook', 'slack', 'sendgrid', 'github', 'google_calendar')),
    name text NOT NULL CONSTRAINT integrations_name CHECK (char_length(name) BETWEEN 1 AND 100),
    enabled boolean NOT NULL,
    project_ids uuid[] NOT NULL,
    event_types text[] NOT NULL CONSTRAINT integrations_events CHECK (event_types <> '{}'),
    config jsonb NOT NULL,
    status text NOT NULL CONSTRAINT integrations_status CHECK (status IN ('ok', 'paused', 'failing')),
    status_reason text,
    version int NOT NULL,
    created_by uuid NOT NULL REFERENCES users,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz,
    PRIMARY KEY (organization_id, id)
);
-- An array has no foreign key. Projects are never deleted, so that they exist when they are named is enough.
CREATE FUNCTION integrations_projects_exist() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM unnest(NEW.project_ids) AS named (id)
        WHERE NOT EXISTS (SELECT 1 FROM projects p WHERE p.organization_id = NEW.organization_id AND p.id = named.id)) THEN
        RAISE foreign_key_violation USING CONSTRAINT = 'integrations_projects', MESSAGE = 'a project of the integration does not exist';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER integrations_projects_on_insert BEFORE INSERT ON integrations FOR EACH ROW
    WHEN (NEW.project_ids <> '{}') EXECUTE FUNCTION integrations_projects_exist();
CREATE TRIGGER integrations_projects_on_update BEFORE UPDATE OF project_ids ON integrations FOR EACH ROW
    WHEN (NEW.project_ids <> '{}' AND NEW.project_ids IS DISTINCT FROM OLD.project_ids) EXECUTE FUNCTION integrations_projects_exist();

-- Apart from their integrations, so that no list reads them by accident. Read with the integration, by the primary key.
CREATE TABLE integration_secrets (
    organization_id uuid NOT NULL,
    integration_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    sealed bytea NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    PRIMARY KEY (organization_id, integration_id, id),
    FOREIGN KEY (organization_id, integration_id) REFERENCES integrations ON DELETE CASCADE
);

ALTER TABLE integrations ENABLE ROW LEVEL SECURITY;
ALTER TABLE integrations FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON integrations USING (organization_id = ANY ((SELECT current_setting('app.orgs'))::uuid[]));
ALTER TABLE integration_secrets ENABLE ROW LEVEL SECURITY;
ALTER TABLE integration_secrets FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON integration_secrets USING (organization_id = ANY ((SELECT current_setting('app.orgs'))::uuid[]));
