CREATE TABLE IF NOT EXISTS testpilot_simulations (
    id SERIAL PRIMARY KEY,
    deal_id INTEGER REFERENCES deals (id),
    name VARCHAR(255) NOT NULL,
    started_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    result JSONB
);

CREATE TABLE IF NOT EXISTS simulation_steps (
    id SERIAL PRIMARY KEY,
    simulation_id INTEGER NOT NULL REFERENCES testpilot_simulations (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    outcome JSONB,
    UNIQUE (simulation_id, position)
);

ALTER TABLE deals ADD COLUMN IF NOT EXISTS simulation_score INTEGER;
ALTER TABLE deals ADD COLUMN IF NOT EXISTS simulated_at TIMESTAMP;
ALTER TABLE deals ADD COLUMN IF NOT EXISTS deal_score NUMERIC(5, 2);
