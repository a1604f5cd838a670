-- Imports: files on their way in, what was done with each record, and what the last file said of each task.

CREATE TABLE imports (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    file_name text NOT NULL,
    dry_run boolean NOT NULL,
    create_missing boolean NOT NULL,
    mapping jsonb NOT NULL,
    status text NOT NULL CONSTRAINT imports_status CHECK (status IN ('queued', 'running', 'ready', 'failed')),
    rows_total int NOT NULL,
    rows_done int NOT NULL CONSTRAINT imports_rows CHECK (rows_done BETWEEN 0 AND rows_total),
    created int NOT NULL,
    updated int NOT NULL,
    unchanged int NOT NULL,
    failed int NOT NULL,
    warnings jsonb NOT NULL,
    failure text,
    version int NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    finished_at timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, project_id) REFERENCES projects ON DELETE CASCADE
);
CREATE INDEX imports_project ON imports (organization_id, project_id, id);

CREATE TABLE import_files (
    organization_id uuid NOT NULL,
    import_id uuid NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (organization_id, import_id),
    FOREIGN KEY (organization_id, import_id) REFERENCES imports ON DELETE CASCADE
);

CREATE TABLE import_rows (
    organization_id uuid NOT NULL,
    import_id uuid NOT NULL,
    row int NOT NULL,
    outcome text NOT NULL CONSTRAINT import_rows_outcome CHECK (outcome IN ('created', 'updated', 'unchanged', 'failed')),
    failure text,
    PRIMARY KEY (organization_id, import_id, row),
    FOREIGN KEY (organization_id, import_id) REFERENCES imports ON DELETE CASCADE
);
CREATE INDEX import_rows_failed ON import_rows (organization_id, import_id, row) WHERE outcome = 'failed';

CREATE TABLE import_sources (
    organization_id uuid NOT NULL,
    task_id uuid NOT NULL,
    fields jsonb NOT NULL,
    PRIMARY KEY (organization_id, task_id),
    FOREIGN KEY (organization_id, task_id) REFERENCES tasks ON DELETE CASCADE
);

-- Read before a tenant is known, so not under row-level security (ADR 0009). Small: a row lives as long as its import is under way.
CREATE TABLE import_jobs (
    import_id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    project_id uuid NOT NULL,
    user_id uuid NOT NULL,
    attempts int NOT NULL,
    lease_token uuid,
    leased_until timestamptz,
    FOREIGN KEY (organization_id, import_id) REFERENCES imports ON DELETE CASCADE
);

DO $$
DECLARE
    tenant_table text;
BEGIN
    FOREACH tenant_table IN ARRAY ARRAY['imports', 'import_files', 'import_rows', 'import_sources'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
        EXECUTE format('CREATE POLICY tenant ON %I USING (organization_id = ANY ((SELECT current_setting(''app.orgs''))::uuid[]))', tenant_table);
    END LOOP;
END $$;
