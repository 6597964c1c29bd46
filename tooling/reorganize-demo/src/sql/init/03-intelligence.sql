-- What the form of January 2026 added: 34 tables in all. updated_at has no trigger here.

CREATE SCHEMA IF NOT EXISTS intelligence;

CREATE TABLE IF NOT EXISTS intelligence.leases (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  lease_number varchar(100) NOT NULL UNIQUE,
  tenant_name varchar(255) NOT NULL,
  landlord_name varchar(255),
  property_address varchar(500) NOT NULL,
  property_type varchar(100),
  square_footage integer,
  document_url text,
  document_storage_key varchar(255),
  raw_text text,
  document_type varchar(50) DEFAULT 'PDF',
  file_size integer,
  start_date timestamp NOT NULL,
  end_date timestamp NOT NULL,
  status varchar(50) DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'PROCESSING', 'COMPLETED', 'ERROR', 'ARCHIVED')),
  processing_status varchar(50),
  processing_error text,
  processed_at timestamp,
  processing_time_ms integer,
  abstracted_terms jsonb,
  financial_terms jsonb,
  key_dates jsonb,
  property_details jsonb,
  key_clauses jsonb,
  extraction_confidence double precision,
  validation_score double precision,
  user_id uuid,
  organization_id uuid,
  tags text[] DEFAULT ARRAY[]::text[],
  notes text,
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP,
  created_by uuid,
  updated_by uuid
);

CREATE TABLE IF NOT EXISTS intelligence.lease_versions (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  lease_id uuid NOT NULL REFERENCES intelligence.leases (id) ON DELETE CASCADE,
  version_number integer NOT NULL,
  document_url text NOT NULL,
  raw_text text NOT NULL,
  abstracted_terms jsonb NOT NULL,
  changes jsonb,
  change_summary text,
  change_type varchar(50),
  significant_changes boolean DEFAULT false,
  processed_at timestamp DEFAULT CURRENT_TIMESTAMP,
  processing_time_ms integer,
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  created_by uuid,
  UNIQUE (lease_id, version_number)
);

CREATE TABLE IF NOT EXISTS intelligence.contracts (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  contract_number varchar(100) NOT NULL UNIQUE,
  contract_name varchar(255) NOT NULL,
  party_a varchar(255) NOT NULL,
  party_b varchar(255) NOT NULL,
  contract_type varchar(100),
  jurisdiction varchar(100),
  effective_date timestamp,
  expiration_date timestamp,
  document_url text NOT NULL,
  document_storage_key varchar(255),
  raw_text text NOT NULL,
  document_type varchar(50) DEFAULT 'PDF',
  file_size integer,
  status varchar(50) DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'PROCESSING', 'COMPLETED', 'ERROR', 'ARCHIVED')),
  processing_status varchar(50),
  processing_error text,
  processed_at timestamp,
  processing_time_ms integer,
  abstracted_terms jsonb,
  key_clauses jsonb,
  financial_terms jsonb,
  termination_terms jsonb,
  renewal_terms jsonb,
  extraction_confidence double precision,
  validation_score double precision,
  user_id uuid,
  organization_id uuid,
  tags text[] DEFAULT ARRAY[]::text[],
  notes text,
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP,
  created_by uuid,
  updated_by uuid
);

CREATE TABLE IF NOT EXISTS intelligence.contract_versions (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  contract_id uuid NOT NULL REFERENCES intelligence.contracts (id) ON DELETE CASCADE,
  version_number integer NOT NULL,
  document_url text NOT NULL,
  raw_text text NOT NULL,
  abstracted_terms jsonb NOT NULL,
  changes jsonb,
  change_summary text,
  change_type varchar(50),
  significant_changes boolean DEFAULT false,
  processed_at timestamp DEFAULT CURRENT_TIMESTAMP,
  processing_time_ms integer,
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  created_by uuid,
  UNIQUE (contract_id, version_number)
);

CREATE TABLE IF NOT EXISTS intelligence.clauses (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  contract_id uuid NOT NULL REFERENCES intelligence.contracts (id) ON DELETE CASCADE,
  clause_number varchar(50),
  clause_type varchar(100) NOT NULL,
  clause_title varchar(255),
  clause_text text NOT NULL,
  clause_summary text,
  section_number varchar(50),
  page_number integer,
  version_number integer NOT NULL,
  extracted_at timestamp DEFAULT CURRENT_TIMESTAMP,
  previous_version_id uuid REFERENCES intelligence.clauses (id),
  changes jsonb,
  change_type varchar(50),
  change_summary text,
  significant_change boolean DEFAULT false,
  confidence double precision,
  extraction_method varchar(50),
  source_section varchar(100),
  tags text[] DEFAULT ARRAY[]::text[],
  metadata jsonb DEFAULT '{}'
);

CREATE TABLE IF NOT EXISTS intelligence.obligations (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  lease_id uuid REFERENCES intelligence.leases (id) ON DELETE CASCADE,
  contract_id uuid REFERENCES intelligence.contracts (id) ON DELETE CASCADE,
  description text NOT NULL,
  obligation_type varchar(50) NOT NULL,
  party varchar(50),
  deadline timestamp,
  start_date timestamp,
  end_date timestamp,
  frequency varchar(50),
  amount double precision,
  currency varchar(10) DEFAULT 'USD',
  source_clause text,
  confidence double precision,
  status varchar(50) DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'IN_PROGRESS', 'COMPLETED', 'OVERDUE', 'CANCELLED')),
  completed_at timestamp,
  owner varchar(255),
  owner_email varchar(255),
  tags text[] DEFAULT ARRAY[]::text[],
  notes text,
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT chk_obligation_parent CHECK (lease_id IS NOT NULL OR contract_id IS NOT NULL)
);

CREATE TABLE IF NOT EXISTS intelligence.obligation_dependencies (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  source_obligation_id uuid NOT NULL REFERENCES intelligence.obligations (id) ON DELETE CASCADE,
  target_obligation_id uuid NOT NULL REFERENCES intelligence.obligations (id) ON DELETE CASCADE,
  dependency_type varchar(50) NOT NULL,
  description text,
  confidence double precision,
  source_clause text,
  target_clause text,
  trigger_condition text,
  source_contract_id uuid REFERENCES intelligence.contracts (id),
  target_contract_id uuid REFERENCES intelligence.contracts (id),
  source_lease_id uuid REFERENCES intelligence.leases (id),
  target_lease_id uuid REFERENCES intelligence.leases (id),
  strength varchar(50),
  conditions jsonb,
  trigger_events text[] DEFAULT ARRAY[]::text[],
  cascade_depth integer DEFAULT 1,
  cascade_impact varchar(50),
  detected_at timestamp DEFAULT CURRENT_TIMESTAMP,
  detected_by varchar(100),
  verified boolean DEFAULT false,
  verified_by uuid,
  verified_at timestamp,
  tags text[] DEFAULT ARRAY[]::text[],
  notes text,
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (source_obligation_id, target_obligation_id)
);

CREATE INDEX idx_leases_lease_number ON intelligence.leases (lease_number);

CREATE INDEX idx_leases_organization_id ON intelligence.leases (organization_id);

CREATE INDEX idx_leases_start_date ON intelligence.leases (start_date);

CREATE INDEX idx_leases_status ON intelligence.leases (status);

CREATE INDEX idx_leases_tenant_name ON intelligence.leases (tenant_name);

CREATE INDEX idx_leases_user_id ON intelligence.leases (user_id);

CREATE INDEX idx_lease_versions_lease_id ON intelligence.lease_versions (lease_id);

CREATE INDEX idx_lease_versions_version_number ON intelligence.lease_versions (version_number);

CREATE INDEX idx_contracts_contract_number ON intelligence.contracts (contract_number);

CREATE INDEX idx_contracts_effective_date ON intelligence.contracts (effective_date);

CREATE INDEX idx_contracts_organization_id ON intelligence.contracts (organization_id);

CREATE INDEX idx_contracts_party_a ON intelligence.contracts (party_a);

CREATE INDEX idx_contracts_party_b ON intelligence.contracts (party_b);

CREATE INDEX idx_contracts_status ON intelligence.contracts (status);

CREATE INDEX idx_contracts_user_id ON intelligence.contracts (user_id);

CREATE INDEX idx_contract_versions_contract_id ON intelligence.contract_versions (contract_id);

CREATE INDEX idx_contract_versions_version_number ON intelligence.contract_versions (version_number);

CREATE INDEX idx_clauses_change_type ON intelligence.clauses (change_type);

CREATE INDEX idx_clauses_clause_type ON intelligence.clauses (clause_type);

CREATE INDEX idx_clauses_contract_id_version_number ON intelligence.clauses (contract_id, version_number);

CREATE INDEX idx_clauses_previous_version_id ON intelligence.clauses (previous_version_id);

CREATE INDEX idx_obligations_contract_id ON intelligence.obligations (contract_id);

CREATE INDEX idx_obligations_deadline ON intelligence.obligations (deadline);

CREATE INDEX idx_obligations_lease_id ON intelligence.obligations (lease_id);

CREATE INDEX idx_obligations_obligation_type ON intelligence.obligations (obligation_type);

CREATE INDEX idx_obligations_status ON intelligence.obligations (status);

CREATE INDEX idx_obligation_dependencies_cascade_impact ON intelligence.obligation_dependencies (cascade_impact);

CREATE INDEX idx_obligation_dependencies_dependency_type ON intelligence.obligation_dependencies (dependency_type);

CREATE INDEX idx_obligation_dependencies_source_obligation_id ON intelligence.obligation_dependencies (source_obligation_id);

CREATE INDEX idx_obligation_dependencies_source_contract_id ON intelligence.obligation_dependencies (source_contract_id);

CREATE INDEX idx_obligation_dependencies_source_lease_id ON intelligence.obligation_dependencies (source_lease_id);

CREATE INDEX idx_obligation_dependencies_target_obligation_id ON intelligence.obligation_dependencies (target_obligation_id);

CREATE INDEX idx_obligation_dependencies_target_contract_id ON intelligence.obligation_dependencies (target_contract_id);

CREATE INDEX idx_obligation_dependencies_target_lease_id ON intelligence.obligation_dependencies (target_lease_id);

CREATE INDEX idx_obligation_dependencies_verified ON intelligence.obligation_dependencies (verified);
