-- The intelligence service at the commit that the platform pins: in schema intelligence, its enum types there too.

CREATE SCHEMA IF NOT EXISTS intelligence;

CREATE TYPE intelligence."ContractStatus" AS ENUM ('PENDING', 'PROCESSING', 'COMPLETED', 'ERROR', 'ARCHIVED');

CREATE TYPE intelligence."LeaseStatus" AS ENUM ('PENDING', 'PROCESSING', 'COMPLETED', 'ERROR', 'ARCHIVED');

CREATE TYPE intelligence."ObligationStatus" AS ENUM ('PENDING', 'IN_PROGRESS', 'COMPLETED', 'OVERDUE', 'CANCELLED');

CREATE TYPE intelligence."ObligationType" AS ENUM ('PAYMENT', 'MAINTENANCE', 'NOTIFICATION', 'COMPLIANCE', 'RENEWAL', 'TERMINATION', 'INSURANCE', 'TAX', 'UTILITY', 'REPAIR', 'INSPECTION', 'DELIVERY', 'PERFORMANCE', 'CONFIDENTIALITY', 'OTHER');

CREATE TYPE intelligence."DependencyType" AS ENUM ('TRIGGERS', 'BLOCKS', 'MODIFIES', 'REQUIRES', 'PRECEDES', 'CONFLICTS');

CREATE TABLE intelligence.leases (
  id uuid NOT NULL,
  "leaseNumber" varchar(100) NOT NULL,
  tenant_name varchar(255) NOT NULL,
  landlord_name varchar(255),
  property_address varchar(500) NOT NULL,
  property_type varchar(100),
  square_footage integer,
  document_url text NOT NULL,
  document_storage_key varchar(255),
  raw_text text,
  document_type varchar(50) NOT NULL DEFAULT 'PDF',
  file_size integer,
  start_date timestamp NOT NULL,
  end_date timestamp NOT NULL,
  status intelligence."LeaseStatus" NOT NULL DEFAULT 'PENDING',
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
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp NOT NULL,
  created_by uuid,
  updated_by uuid,
  CONSTRAINT leases_pkey PRIMARY KEY (id)
);

CREATE TABLE intelligence.lease_versions (
  id uuid NOT NULL,
  lease_id uuid NOT NULL,
  version_number integer NOT NULL,
  document_url text NOT NULL,
  raw_text text NOT NULL,
  abstracted_terms jsonb NOT NULL,
  changes jsonb,
  change_summary text,
  change_type varchar(50),
  significant_changes boolean NOT NULL DEFAULT false,
  processed_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  processing_time_ms integer,
  metadata jsonb DEFAULT '{}',
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created_by uuid,
  CONSTRAINT lease_versions_pkey PRIMARY KEY (id)
);

CREATE TABLE intelligence.contracts (
  id uuid NOT NULL,
  "contractNumber" varchar(100) NOT NULL,
  contract_name varchar(255) NOT NULL,
  "partyA" varchar(255) NOT NULL,
  "partyB" varchar(255) NOT NULL,
  contract_type varchar(100),
  jurisdiction varchar(100),
  effective_date timestamp NOT NULL,
  expiration_date timestamp,
  document_url text NOT NULL,
  document_storage_key varchar(255),
  raw_text text,
  document_type varchar(50) NOT NULL DEFAULT 'PDF',
  file_size integer,
  status intelligence."ContractStatus" NOT NULL DEFAULT 'PENDING',
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
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp NOT NULL,
  created_by uuid,
  updated_by uuid,
  CONSTRAINT contracts_pkey PRIMARY KEY (id)
);

CREATE TABLE intelligence.contract_versions (
  id uuid NOT NULL,
  contract_id uuid NOT NULL,
  version_number integer NOT NULL,
  document_url text NOT NULL,
  raw_text text NOT NULL,
  abstracted_terms jsonb NOT NULL,
  changes jsonb,
  change_summary text,
  change_type varchar(50),
  significant_changes boolean NOT NULL DEFAULT false,
  processed_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  processing_time_ms integer,
  metadata jsonb DEFAULT '{}',
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created_by uuid,
  CONSTRAINT contract_versions_pkey PRIMARY KEY (id)
);

CREATE TABLE intelligence.clauses (
  id uuid NOT NULL,
  contract_id uuid NOT NULL,
  clause_type varchar(100) NOT NULL,
  clause_title varchar(255),
  clause_text text NOT NULL,
  clause_summary text,
  section_number varchar(50),
  page_number integer,
  version_number integer NOT NULL,
  extracted_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  previous_version_id uuid,
  changes jsonb,
  change_type varchar(50),
  change_summary text,
  significant_change boolean NOT NULL DEFAULT false,
  confidence double precision,
  extraction_method varchar(50),
  CONSTRAINT clauses_pkey PRIMARY KEY (id)
);

CREATE TABLE intelligence.obligations (
  id uuid NOT NULL,
  lease_id uuid,
  contract_id uuid,
  description text NOT NULL,
  obligation_type intelligence."ObligationType" NOT NULL,
  party varchar(50) NOT NULL,
  deadline timestamp,
  start_date timestamp,
  end_date timestamp,
  frequency varchar(50),
  amount double precision,
  currency varchar(10) DEFAULT 'USD',
  source_clause text,
  confidence double precision,
  status intelligence."ObligationStatus" NOT NULL DEFAULT 'PENDING',
  completed_at timestamp,
  owner varchar(255),
  owner_email varchar(255),
  tags text[] DEFAULT ARRAY[]::text[],
  notes text,
  metadata jsonb DEFAULT '{}',
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp NOT NULL,
  CONSTRAINT obligations_pkey PRIMARY KEY (id)
);

CREATE TABLE intelligence.obligation_dependencies (
  id uuid NOT NULL,
  source_obligation_id uuid NOT NULL,
  target_obligation_id uuid NOT NULL,
  dependency_type intelligence."DependencyType" NOT NULL,
  description text,
  confidence double precision,
  source_clause text,
  target_clause text,
  trigger_condition text,
  source_contract_id uuid,
  target_contract_id uuid,
  source_lease_id uuid,
  target_lease_id uuid,
  discovered_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  discovered_by varchar(50),
  verified boolean NOT NULL DEFAULT false,
  verified_by uuid,
  verified_at timestamp,
  metadata jsonb DEFAULT '{}',
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT obligation_dependencies_pkey PRIMARY KEY (id)
);

CREATE INDEX leases_organization_id_idx ON intelligence.leases (organization_id);

CREATE INDEX leases_start_date_idx ON intelligence.leases (start_date);

CREATE INDEX leases_status_idx ON intelligence.leases (status);

CREATE INDEX leases_tenant_name_idx ON intelligence.leases (tenant_name);

CREATE INDEX leases_user_id_idx ON intelligence.leases (user_id);

CREATE INDEX "leases_leaseNumber_idx" ON intelligence.leases ("leaseNumber");

CREATE UNIQUE INDEX "leases_leaseNumber_key" ON intelligence.leases ("leaseNumber");

CREATE INDEX lease_versions_lease_id_idx ON intelligence.lease_versions (lease_id);

CREATE INDEX lease_versions_version_number_idx ON intelligence.lease_versions (version_number);

CREATE UNIQUE INDEX lease_versions_lease_id_version_number_key ON intelligence.lease_versions (lease_id, version_number);

CREATE INDEX contracts_effective_date_idx ON intelligence.contracts (effective_date);

CREATE INDEX contracts_organization_id_idx ON intelligence.contracts (organization_id);

CREATE INDEX contracts_status_idx ON intelligence.contracts (status);

CREATE INDEX contracts_user_id_idx ON intelligence.contracts (user_id);

CREATE INDEX "contracts_contractNumber_idx" ON intelligence.contracts ("contractNumber");

CREATE UNIQUE INDEX "contracts_contractNumber_key" ON intelligence.contracts ("contractNumber");

CREATE INDEX "contracts_partyA_idx" ON intelligence.contracts ("partyA");

CREATE INDEX "contracts_partyB_idx" ON intelligence.contracts ("partyB");

CREATE UNIQUE INDEX contract_versions_contract_id_version_number_key ON intelligence.contract_versions (contract_id, version_number);

CREATE INDEX contract_versions_contract_id_idx ON intelligence.contract_versions (contract_id);

CREATE INDEX contract_versions_version_number_idx ON intelligence.contract_versions (version_number);

CREATE INDEX clauses_change_type_idx ON intelligence.clauses (change_type);

CREATE INDEX clauses_clause_type_idx ON intelligence.clauses (clause_type);

CREATE INDEX clauses_contract_id_version_number_idx ON intelligence.clauses (contract_id, version_number);

CREATE INDEX clauses_version_number_idx ON intelligence.clauses (version_number);

CREATE INDEX obligations_contract_id_idx ON intelligence.obligations (contract_id);

CREATE INDEX obligations_deadline_idx ON intelligence.obligations (deadline);

CREATE INDEX obligations_lease_id_idx ON intelligence.obligations (lease_id);

CREATE INDEX obligations_obligation_type_idx ON intelligence.obligations (obligation_type);

CREATE INDEX obligations_status_idx ON intelligence.obligations (status);

CREATE INDEX obligation_dependencies_dependency_type_idx ON intelligence.obligation_dependencies (dependency_type);

CREATE INDEX obligation_dependencies_source_obligation_id_idx ON intelligence.obligation_dependencies (source_obligation_id);

CREATE INDEX obligation_dependencies_source_contract_id_idx ON intelligence.obligation_dependencies (source_contract_id);

CREATE INDEX obligation_dependencies_target_obligation_id_idx ON intelligence.obligation_dependencies (target_obligation_id);

CREATE INDEX obligation_dependencies_target_contract_id_idx ON intelligence.obligation_dependencies (target_contract_id);

CREATE INDEX obligation_dependencies_verified_idx ON intelligence.obligation_dependencies (verified);

CREATE UNIQUE INDEX obligation_dependencies_source_obligation_id_target_obligat_key ON intelligence.obligation_dependencies (source_obligation_id, target_obligation_id);

ALTER TABLE intelligence.lease_versions ADD CONSTRAINT lease_versions_lease_id_fkey
  FOREIGN KEY (lease_id) REFERENCES intelligence.leases (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE intelligence.contract_versions ADD CONSTRAINT contract_versions_contract_id_fkey
  FOREIGN KEY (contract_id) REFERENCES intelligence.contracts (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE intelligence.clauses ADD CONSTRAINT clauses_contract_id_fkey
  FOREIGN KEY (contract_id) REFERENCES intelligence.contracts (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE intelligence.clauses ADD CONSTRAINT clauses_previous_version_id_fkey
  FOREIGN KEY (previous_version_id) REFERENCES intelligence.clauses (id) ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE intelligence.obligations ADD CONSTRAINT obligations_lease_id_fkey
  FOREIGN KEY (lease_id) REFERENCES intelligence.leases (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE intelligence.obligations ADD CONSTRAINT obligations_contract_id_fkey
  FOREIGN KEY (contract_id) REFERENCES intelligence.contracts (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE intelligence.obligation_dependencies ADD CONSTRAINT obligation_dependencies_source_obligation_id_fkey
  FOREIGN KEY (source_obligation_id) REFERENCES intelligence.obligations (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE intelligence.obligation_dependencies ADD CONSTRAINT obligation_dependencies_target_obligation_id_fkey
  FOREIGN KEY (target_obligation_id) REFERENCES intelligence.obligations (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE intelligence.obligation_dependencies ADD CONSTRAINT obligation_dependencies_source_contract_id_fkey
  FOREIGN KEY (source_contract_id) REFERENCES intelligence.contracts (id) ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE intelligence.obligation_dependencies ADD CONSTRAINT obligation_dependencies_target_contract_id_fkey
  FOREIGN KEY (target_contract_id) REFERENCES intelligence.contracts (id) ON DELETE SET NULL ON UPDATE CASCADE;
