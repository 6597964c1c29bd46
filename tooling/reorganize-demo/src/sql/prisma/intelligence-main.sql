-- The intelligence service on its main branch: in public, its enum types there too, obligations of unified documents.

CREATE TYPE public."ContractStatus" AS ENUM ('PENDING', 'PROCESSING', 'COMPLETED', 'ERROR', 'ARCHIVED');

CREATE TYPE public."LeaseStatus" AS ENUM ('PENDING', 'PROCESSING', 'COMPLETED', 'ERROR', 'ARCHIVED');

CREATE TYPE public."ObligationStatus" AS ENUM ('PENDING', 'IN_PROGRESS', 'COMPLETED', 'OVERDUE', 'CANCELLED');

CREATE TYPE public."ObligationType" AS ENUM ('PAYMENT', 'MAINTENANCE', 'NOTIFICATION', 'COMPLIANCE', 'RENEWAL', 'TERMINATION', 'INSURANCE', 'TAX', 'UTILITY', 'REPAIR', 'INSPECTION', 'DELIVERY', 'PERFORMANCE', 'CONFIDENTIALITY', 'OTHER');

CREATE TYPE public."DependencyType" AS ENUM ('TRIGGERS', 'BLOCKS', 'MODIFIES', 'REQUIRES', 'PRECEDES', 'CONFLICTS');

CREATE TYPE public."IntelligenceDocumentStatus" AS ENUM ('PENDING', 'PROCESSING', 'COMPLETED', 'ERROR', 'ARCHIVED');

CREATE TABLE public.unified_documents (
  id uuid NOT NULL,
  document_key varchar(200) NOT NULL,
  document_kind varchar(120) NOT NULL,
  intelligence_profile varchar(120) NOT NULL,
  profile_hints jsonb,
  document_url text NOT NULL,
  document_storage_key varchar(255),
  raw_text text,
  document_type varchar(50) NOT NULL DEFAULT 'PDF',
  file_size integer,
  status public."IntelligenceDocumentStatus" NOT NULL DEFAULT 'PENDING',
  processing_status varchar(50),
  processing_error text,
  processed_at timestamp(6),
  processing_time_ms integer,
  abstracted_terms jsonb,
  financial_terms jsonb,
  key_dates jsonb,
  extracted_supplement jsonb,
  structured_segments jsonb,
  termination_details jsonb,
  renewal_details jsonb,
  extraction_confidence double precision,
  validation_score double precision,
  user_id uuid,
  organization_id uuid,
  tags text[] DEFAULT ARRAY[]::text[],
  notes text,
  metadata jsonb DEFAULT '{}',
  created_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp(6) NOT NULL,
  created_by uuid,
  updated_by uuid,
  CONSTRAINT unified_documents_pkey PRIMARY KEY (id)
);

CREATE TABLE public.unified_document_versions (
  id uuid NOT NULL,
  intelligence_document_id uuid NOT NULL,
  version_number integer NOT NULL,
  document_url text NOT NULL,
  raw_text text NOT NULL,
  abstracted_terms jsonb NOT NULL,
  changes jsonb,
  change_summary text,
  change_type varchar(50),
  significant_changes boolean NOT NULL DEFAULT false,
  processed_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  processing_time_ms integer,
  metadata jsonb DEFAULT '{}',
  created_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created_by uuid,
  CONSTRAINT unified_document_versions_pkey PRIMARY KEY (id)
);

CREATE TABLE public.leases (
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
  start_date timestamp(6) NOT NULL,
  end_date timestamp(6) NOT NULL,
  status public."LeaseStatus" NOT NULL DEFAULT 'PENDING',
  processing_status varchar(50),
  processing_error text,
  processed_at timestamp(6),
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
  created_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp(6) NOT NULL,
  created_by uuid,
  updated_by uuid,
  CONSTRAINT leases_pkey PRIMARY KEY (id)
);

CREATE TABLE public.lease_versions (
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
  processed_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  processing_time_ms integer,
  metadata jsonb DEFAULT '{}',
  created_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created_by uuid,
  CONSTRAINT lease_versions_pkey PRIMARY KEY (id)
);

CREATE TABLE public.contracts (
  id uuid NOT NULL,
  "contractNumber" varchar(100) NOT NULL,
  contract_name varchar(255) NOT NULL,
  "partyA" varchar(255) NOT NULL,
  "partyB" varchar(255) NOT NULL,
  contract_type varchar(100),
  jurisdiction varchar(100),
  effective_date timestamp(6) NOT NULL,
  expiration_date timestamp(6),
  document_url text NOT NULL,
  document_storage_key varchar(255),
  raw_text text,
  document_type varchar(50) NOT NULL DEFAULT 'PDF',
  file_size integer,
  status public."ContractStatus" NOT NULL DEFAULT 'PENDING',
  processing_status varchar(50),
  processing_error text,
  processed_at timestamp(6),
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
  created_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp(6) NOT NULL,
  created_by uuid,
  updated_by uuid,
  CONSTRAINT contracts_pkey PRIMARY KEY (id)
);

CREATE TABLE public.contract_versions (
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
  processed_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  processing_time_ms integer,
  metadata jsonb DEFAULT '{}',
  created_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created_by uuid,
  CONSTRAINT contract_versions_pkey PRIMARY KEY (id)
);

CREATE TABLE public.clauses (
  id uuid NOT NULL,
  contract_id uuid NOT NULL,
  clause_type varchar(100) NOT NULL,
  clause_title varchar(255),
  clause_text text NOT NULL,
  clause_summary text,
  section_number varchar(50),
  page_number integer,
  version_number integer NOT NULL,
  extracted_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  previous_version_id uuid,
  changes jsonb,
  change_type varchar(50),
  change_summary text,
  significant_change boolean NOT NULL DEFAULT false,
  confidence double precision,
  extraction_method varchar(50),
  CONSTRAINT clauses_pkey PRIMARY KEY (id)
);

CREATE TABLE public.obligations (
  id uuid NOT NULL,
  lease_id uuid,
  contract_id uuid,
  description text NOT NULL,
  obligation_type public."ObligationType" NOT NULL,
  party varchar(50) NOT NULL,
  deadline timestamp(6),
  start_date timestamp(6),
  end_date timestamp(6),
  frequency varchar(50),
  amount double precision,
  currency varchar(10) DEFAULT 'USD',
  source_clause text,
  confidence double precision,
  status public."ObligationStatus" NOT NULL DEFAULT 'PENDING',
  completed_at timestamp(6),
  owner varchar(255),
  owner_email varchar(255),
  tags text[] DEFAULT ARRAY[]::text[],
  notes text,
  metadata jsonb DEFAULT '{}',
  created_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp(6) NOT NULL,
  intelligence_document_id uuid,
  CONSTRAINT obligations_pkey PRIMARY KEY (id)
);

CREATE TABLE public.obligation_dependencies (
  id uuid NOT NULL,
  source_obligation_id uuid NOT NULL,
  target_obligation_id uuid NOT NULL,
  dependency_type public."DependencyType" NOT NULL,
  description text,
  confidence double precision,
  source_clause text,
  target_clause text,
  trigger_condition text,
  source_contract_id uuid,
  target_contract_id uuid,
  source_lease_id uuid,
  target_lease_id uuid,
  discovered_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  discovered_by varchar(50),
  verified boolean NOT NULL DEFAULT false,
  verified_by uuid,
  verified_at timestamp(6),
  metadata jsonb DEFAULT '{}',
  created_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT obligation_dependencies_pkey PRIMARY KEY (id)
);

CREATE INDEX unified_documents_document_key_idx ON public.unified_documents (document_key);

CREATE UNIQUE INDEX unified_documents_document_key_key ON public.unified_documents (document_key);

CREATE INDEX unified_documents_document_kind_idx ON public.unified_documents (document_kind);

CREATE INDEX unified_documents_intelligence_profile_idx ON public.unified_documents (intelligence_profile);

CREATE INDEX unified_documents_organization_id_idx ON public.unified_documents (organization_id);

CREATE INDEX unified_documents_status_idx ON public.unified_documents (status);

CREATE INDEX unified_documents_user_id_idx ON public.unified_documents (user_id);

CREATE INDEX unified_document_versions_intelligence_document_id_idx ON public.unified_document_versions (intelligence_document_id);

CREATE UNIQUE INDEX unified_document_versions_document_version_key ON public.unified_document_versions (intelligence_document_id, version_number);

CREATE INDEX unified_document_versions_version_number_idx ON public.unified_document_versions (version_number);

CREATE INDEX leases_organization_id_idx ON public.leases (organization_id);

CREATE INDEX leases_start_date_idx ON public.leases (start_date);

CREATE INDEX leases_status_idx ON public.leases (status);

CREATE INDEX leases_tenant_name_idx ON public.leases (tenant_name);

CREATE INDEX leases_user_id_idx ON public.leases (user_id);

CREATE INDEX "leases_leaseNumber_idx" ON public.leases ("leaseNumber");

CREATE UNIQUE INDEX "leases_leaseNumber_key" ON public.leases ("leaseNumber");

CREATE INDEX lease_versions_lease_id_idx ON public.lease_versions (lease_id);

CREATE INDEX lease_versions_version_number_idx ON public.lease_versions (version_number);

CREATE UNIQUE INDEX lease_versions_lease_id_version_number_key ON public.lease_versions (lease_id, version_number);

CREATE INDEX contracts_effective_date_idx ON public.contracts (effective_date);

CREATE INDEX contracts_organization_id_idx ON public.contracts (organization_id);

CREATE INDEX contracts_status_idx ON public.contracts (status);

CREATE INDEX contracts_user_id_idx ON public.contracts (user_id);

CREATE INDEX "contracts_contractNumber_idx" ON public.contracts ("contractNumber");

CREATE UNIQUE INDEX "contracts_contractNumber_key" ON public.contracts ("contractNumber");

CREATE INDEX "contracts_partyA_idx" ON public.contracts ("partyA");

CREATE INDEX "contracts_partyB_idx" ON public.contracts ("partyB");

CREATE UNIQUE INDEX contract_versions_contract_id_version_number_key ON public.contract_versions (contract_id, version_number);

CREATE INDEX contract_versions_contract_id_idx ON public.contract_versions (contract_id);

CREATE INDEX contract_versions_version_number_idx ON public.contract_versions (version_number);

CREATE INDEX clauses_change_type_idx ON public.clauses (change_type);

CREATE INDEX clauses_clause_type_idx ON public.clauses (clause_type);

CREATE INDEX clauses_contract_id_version_number_idx ON public.clauses (contract_id, version_number);

CREATE INDEX clauses_version_number_idx ON public.clauses (version_number);

CREATE INDEX obligations_contract_id_idx ON public.obligations (contract_id);

CREATE INDEX obligations_deadline_idx ON public.obligations (deadline);

CREATE INDEX obligations_lease_id_idx ON public.obligations (lease_id);

CREATE INDEX obligations_obligation_type_idx ON public.obligations (obligation_type);

CREATE INDEX obligations_status_idx ON public.obligations (status);

CREATE INDEX obligations_intelligence_document_id_idx ON public.obligations (intelligence_document_id);

CREATE INDEX obligation_dependencies_dependency_type_idx ON public.obligation_dependencies (dependency_type);

CREATE INDEX obligation_dependencies_source_obligation_id_idx ON public.obligation_dependencies (source_obligation_id);

CREATE INDEX obligation_dependencies_source_contract_id_idx ON public.obligation_dependencies (source_contract_id);

CREATE INDEX obligation_dependencies_target_obligation_id_idx ON public.obligation_dependencies (target_obligation_id);

CREATE INDEX obligation_dependencies_target_contract_id_idx ON public.obligation_dependencies (target_contract_id);

CREATE INDEX obligation_dependencies_verified_idx ON public.obligation_dependencies (verified);

CREATE UNIQUE INDEX obligation_dependencies_source_obligation_id_target_obligat_key ON public.obligation_dependencies (source_obligation_id, target_obligation_id);

ALTER TABLE public.unified_document_versions ADD CONSTRAINT unified_document_versions_intelligence_document_id_fkey
  FOREIGN KEY (intelligence_document_id) REFERENCES public.unified_documents (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.lease_versions ADD CONSTRAINT lease_versions_lease_id_fkey
  FOREIGN KEY (lease_id) REFERENCES public.leases (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.contract_versions ADD CONSTRAINT contract_versions_contract_id_fkey
  FOREIGN KEY (contract_id) REFERENCES public.contracts (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.clauses ADD CONSTRAINT clauses_contract_id_fkey
  FOREIGN KEY (contract_id) REFERENCES public.contracts (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.clauses ADD CONSTRAINT clauses_previous_version_id_fkey
  FOREIGN KEY (previous_version_id) REFERENCES public.clauses (id) ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE public.obligations ADD CONSTRAINT obligations_lease_id_fkey
  FOREIGN KEY (lease_id) REFERENCES public.leases (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.obligations ADD CONSTRAINT obligations_contract_id_fkey
  FOREIGN KEY (contract_id) REFERENCES public.contracts (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.obligations ADD CONSTRAINT obligations_intelligence_document_id_fkey
  FOREIGN KEY (intelligence_document_id) REFERENCES public.unified_documents (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.obligation_dependencies ADD CONSTRAINT obligation_dependencies_source_obligation_id_fkey
  FOREIGN KEY (source_obligation_id) REFERENCES public.obligations (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.obligation_dependencies ADD CONSTRAINT obligation_dependencies_target_obligation_id_fkey
  FOREIGN KEY (target_obligation_id) REFERENCES public.obligations (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.obligation_dependencies ADD CONSTRAINT obligation_dependencies_source_contract_id_fkey
  FOREIGN KEY (source_contract_id) REFERENCES public.contracts (id) ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE public.obligation_dependencies ADD CONSTRAINT obligation_dependencies_target_contract_id_fkey
  FOREIGN KEY (target_contract_id) REFERENCES public.contracts (id) ON DELETE SET NULL ON UPDATE CASCADE;
