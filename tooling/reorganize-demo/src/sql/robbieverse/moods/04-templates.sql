CREATE TYPE template_kind AS ENUM ('greeting', 'answer', 'farewell');
CREATE TABLE IF NOT EXISTS response_templates (
    id SERIAL PRIMARY KEY,
    kind template_kind NOT NULL,
    mood TEXT NOT NULL,
    template TEXT NOT NULL
);
