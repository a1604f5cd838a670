-- A retry by hand begins the schedule anew: from then its age and its tries count.
ALTER TABLE deliveries
    ADD COLUMN retried_at timestamptz,
    ADD COLUMN attempts_before int NOT NULL DEFAULT 0;
