-- Leases, contracts, their versions and clauses, and the obligations read out of them.
-- Statuses and kinds are enum types of this schema because only this service writes them.
-- Nothing points at public.users: a reading outlives the account that asked for it.

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "intelligence";

-- CreateEnum
CREATE TYPE "intelligence"."ContractStatus" AS ENUM ('PENDING', 'PROCESSING', 'COMPLETED', 'ERROR', 'ARCHIVED');

-- CreateEnum
CREATE TYPE "intelligence"."LeaseStatus" AS ENUM ('PENDING', 'PROCESSING', 'COMPLETED', 'ERROR', 'ARCHIVED');

-- CreateEnum
CREATE TYPE "intelligence"."ObligationStatus" AS ENUM ('PENDING', 'IN_PROGRESS', 'COMPLETED', 'OVERDUE', 'CANCELLED');

-- CreateEnum
CREATE TYPE "intelligence"."ObligationType" AS ENUM ('PAYMENT', 'MAINTENANCE', 'NOTIFICATION', 'COMPLIANCE', 'RENEWAL', 'TERMINATION', 'INSURANCE', 'TAX', 'UTILITY', 'REPAIR', 'INSPECTION', 'DELIVERY', 'PERFORMANCE', 'CONFIDENTIALITY', 'OTHER');

-- CreateEnum
CREATE TYPE "intelligence"."DependencyType" AS ENUM ('TRIGGERS', 'BLOCKS', 'MODIFIES', 'REQUIRES', 'PRECEDES', 'CONFLICTS');

-- CreateTable
CREATE TABLE "intelligence"."contracts" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "contract_number" VARCHAR(100) NOT NULL,
    "contract_name" VARCHAR(255) NOT NULL,
    "party_a" VARCHAR(255) NOT NULL,
    "party_b" VARCHAR(255) NOT NULL,
    "contract_type" VARCHAR(100),
    "jurisdiction" VARCHAR(100),
    "effective_date" TIMESTAMP(6) NOT NULL,
    "expiration_date" TIMESTAMP(6),
    "document_url" TEXT NOT NULL,
    "document_storage_key" VARCHAR(255),
    "raw_text" TEXT,
    "document_type" VARCHAR(50) NOT NULL DEFAULT 'PDF',
    "file_size" INTEGER,
    "status" "intelligence"."ContractStatus" NOT NULL DEFAULT 'PENDING',
    "processing_status" VARCHAR(50),
    "processing_error" TEXT,
    "processed_at" TIMESTAMP(6),
    "processing_time_ms" INTEGER,
    "abstracted_terms" JSONB,
    "key_clauses" JSONB,
    "financial_terms" JSONB,
    "termination_terms" JSONB,
    "renewal_terms" JSONB,
    "extraction_confidence" DOUBLE PRECISION,
    "validation_score" DOUBLE PRECISION,
    "user_id" UUID,
    "organization_id" UUID,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "notes" TEXT,
    "metadata" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "created_by" UUID,
    "updated_by" UUID,

    CONSTRAINT "contracts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "intelligence"."contract_versions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "contract_id" UUID NOT NULL,
    "version_number" INTEGER NOT NULL,
    "document_url" TEXT NOT NULL,
    "raw_text" TEXT NOT NULL,
    "abstracted_terms" JSONB NOT NULL,
    "changes" JSONB,
    "change_summary" TEXT,
    "change_type" VARCHAR(50),
    "significant_changes" BOOLEAN NOT NULL DEFAULT false,
    "processed_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "processing_time_ms" INTEGER,
    "metadata" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "created_by" UUID,

    CONSTRAINT "contract_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "intelligence"."clauses" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "contract_id" UUID NOT NULL,
    "clause_number" VARCHAR(50),
    "clause_type" VARCHAR(100) NOT NULL,
    "clause_title" VARCHAR(255),
    "clause_text" TEXT NOT NULL,
    "clause_summary" TEXT,
    "section_number" VARCHAR(50),
    "page_number" INTEGER,
    "version_number" INTEGER NOT NULL,
    "extracted_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "previous_version_id" UUID,
    "changes" JSONB,
    "change_type" VARCHAR(50),
    "change_summary" TEXT,
    "significant_change" BOOLEAN NOT NULL DEFAULT false,
    "confidence" DOUBLE PRECISION,
    "extraction_method" VARCHAR(50),
    "source_section" VARCHAR(100),
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "metadata" JSONB DEFAULT '{}',

    CONSTRAINT "clauses_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "intelligence"."leases" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "lease_number" VARCHAR(100) NOT NULL,
    "tenant_name" VARCHAR(255) NOT NULL,
    "landlord_name" VARCHAR(255),
    "property_address" VARCHAR(500) NOT NULL,
    "property_type" VARCHAR(100),
    "square_footage" INTEGER,
    "document_url" TEXT NOT NULL,
    "document_storage_key" VARCHAR(255),
    "raw_text" TEXT,
    "document_type" VARCHAR(50) NOT NULL DEFAULT 'PDF',
    "file_size" INTEGER,
    "start_date" TIMESTAMP(6) NOT NULL,
    "end_date" TIMESTAMP(6) NOT NULL,
    "status" "intelligence"."LeaseStatus" NOT NULL DEFAULT 'PENDING',
    "processing_status" VARCHAR(50),
    "processing_error" TEXT,
    "processed_at" TIMESTAMP(6),
    "processing_time_ms" INTEGER,
    "abstracted_terms" JSONB,
    "financial_terms" JSONB,
    "key_dates" JSONB,
    "property_details" JSONB,
    "key_clauses" JSONB,
    "extraction_confidence" DOUBLE PRECISION,
    "validation_score" DOUBLE PRECISION,
    "user_id" UUID,
    "organization_id" UUID,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "notes" TEXT,
    "metadata" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "created_by" UUID,
    "updated_by" UUID,

    CONSTRAINT "leases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "intelligence"."lease_versions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "lease_id" UUID NOT NULL,
    "version_number" INTEGER NOT NULL,
    "document_url" TEXT NOT NULL,
    "raw_text" TEXT NOT NULL,
    "abstracted_terms" JSONB NOT NULL,
    "changes" JSONB,
    "change_summary" TEXT,
    "change_type" VARCHAR(50),
    "significant_changes" BOOLEAN NOT NULL DEFAULT false,
    "processed_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "processing_time_ms" INTEGER,
    "metadata" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "created_by" UUID,

    CONSTRAINT "lease_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "intelligence"."obligations" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "lease_id" UUID,
    "contract_id" UUID,
    "description" TEXT NOT NULL,
    "obligation_type" "intelligence"."ObligationType" NOT NULL,
    "party" VARCHAR(50) NOT NULL,
    "deadline" TIMESTAMP(6),
    "start_date" TIMESTAMP(6),
    "end_date" TIMESTAMP(6),
    "frequency" VARCHAR(50),
    "amount" DOUBLE PRECISION,
    "currency" VARCHAR(10) DEFAULT 'USD',
    "source_clause" TEXT,
    "confidence" DOUBLE PRECISION,
    "status" "intelligence"."ObligationStatus" NOT NULL DEFAULT 'PENDING',
    "completed_at" TIMESTAMP(6),
    "owner" VARCHAR(255),
    "owner_email" VARCHAR(255),
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "notes" TEXT,
    "metadata" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "obligations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "intelligence"."obligation_dependencies" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "source_obligation_id" UUID NOT NULL,
    "target_obligation_id" UUID NOT NULL,
    "dependency_type" "intelligence"."DependencyType" NOT NULL,
    "description" TEXT,
    "confidence" DOUBLE PRECISION,
    "source_clause" TEXT,
    "target_clause" TEXT,
    "trigger_condition" TEXT,
    "source_contract_id" UUID,
    "target_contract_id" UUID,
    "source_lease_id" UUID,
    "target_lease_id" UUID,
    "strength" VARCHAR(50),
    "conditions" JSONB,
    "trigger_events" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "cascade_depth" INTEGER NOT NULL DEFAULT 1,
    "cascade_impact" VARCHAR(50),
    "discovered_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "discovered_by" VARCHAR(100),
    "verified" BOOLEAN NOT NULL DEFAULT false,
    "verified_by" UUID,
    "verified_at" TIMESTAMP(6),
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "notes" TEXT,
    "metadata" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "obligation_dependencies_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "contracts_contract_number_key" ON "intelligence"."contracts"("contract_number");

-- CreateIndex
CREATE INDEX "contracts_effective_date_idx" ON "intelligence"."contracts"("effective_date");

-- CreateIndex
CREATE INDEX "contracts_organization_id_idx" ON "intelligence"."contracts"("organization_id");

-- CreateIndex
CREATE INDEX "contracts_party_a_idx" ON "intelligence"."contracts"("party_a");

-- CreateIndex
CREATE INDEX "contracts_party_b_idx" ON "intelligence"."contracts"("party_b");

-- CreateIndex
CREATE INDEX "contracts_status_idx" ON "intelligence"."contracts"("status");

-- CreateIndex
CREATE INDEX "contracts_user_id_idx" ON "intelligence"."contracts"("user_id");

-- CreateIndex
CREATE INDEX "contract_versions_contract_id_idx" ON "intelligence"."contract_versions"("contract_id");

-- CreateIndex
CREATE INDEX "contract_versions_version_number_idx" ON "intelligence"."contract_versions"("version_number");

-- CreateIndex
CREATE UNIQUE INDEX "contract_versions_contract_id_version_number_key" ON "intelligence"."contract_versions"("contract_id", "version_number");

-- CreateIndex
CREATE INDEX "clauses_change_type_idx" ON "intelligence"."clauses"("change_type");

-- CreateIndex
CREATE INDEX "clauses_clause_type_idx" ON "intelligence"."clauses"("clause_type");

-- CreateIndex
CREATE INDEX "clauses_contract_id_version_number_idx" ON "intelligence"."clauses"("contract_id", "version_number");

-- CreateIndex
CREATE INDEX "clauses_previous_version_id_idx" ON "intelligence"."clauses"("previous_version_id");

-- CreateIndex
CREATE INDEX "clauses_version_number_idx" ON "intelligence"."clauses"("version_number");

-- CreateIndex
CREATE UNIQUE INDEX "leases_lease_number_key" ON "intelligence"."leases"("lease_number");

-- CreateIndex
CREATE INDEX "leases_organization_id_idx" ON "intelligence"."leases"("organization_id");

-- CreateIndex
CREATE INDEX "leases_start_date_idx" ON "intelligence"."leases"("start_date");

-- CreateIndex
CREATE INDEX "leases_status_idx" ON "intelligence"."leases"("status");

-- CreateIndex
CREATE INDEX "leases_tenant_name_idx" ON "intelligence"."leases"("tenant_name");

-- CreateIndex
CREATE INDEX "leases_user_id_idx" ON "intelligence"."leases"("user_id");

-- CreateIndex
CREATE INDEX "lease_versions_lease_id_idx" ON "intelligence"."lease_versions"("lease_id");

-- CreateIndex
CREATE INDEX "lease_versions_version_number_idx" ON "intelligence"."lease_versions"("version_number");

-- CreateIndex
CREATE UNIQUE INDEX "lease_versions_lease_id_version_number_key" ON "intelligence"."lease_versions"("lease_id", "version_number");

-- CreateIndex
CREATE INDEX "obligations_contract_id_idx" ON "intelligence"."obligations"("contract_id");

-- CreateIndex
CREATE INDEX "obligations_deadline_idx" ON "intelligence"."obligations"("deadline");

-- CreateIndex
CREATE INDEX "obligations_lease_id_idx" ON "intelligence"."obligations"("lease_id");

-- CreateIndex
CREATE INDEX "obligations_obligation_type_idx" ON "intelligence"."obligations"("obligation_type");

-- CreateIndex
CREATE INDEX "obligations_status_idx" ON "intelligence"."obligations"("status");

-- CreateIndex
CREATE INDEX "obligation_dependencies_cascade_impact_idx" ON "intelligence"."obligation_dependencies"("cascade_impact");

-- CreateIndex
CREATE INDEX "obligation_dependencies_dependency_type_idx" ON "intelligence"."obligation_dependencies"("dependency_type");

-- CreateIndex
CREATE INDEX "obligation_dependencies_source_obligation_id_idx" ON "intelligence"."obligation_dependencies"("source_obligation_id");

-- CreateIndex
CREATE INDEX "obligation_dependencies_source_contract_id_idx" ON "intelligence"."obligation_dependencies"("source_contract_id");

-- CreateIndex
CREATE INDEX "obligation_dependencies_source_lease_id_idx" ON "intelligence"."obligation_dependencies"("source_lease_id");

-- CreateIndex
CREATE INDEX "obligation_dependencies_target_obligation_id_idx" ON "intelligence"."obligation_dependencies"("target_obligation_id");

-- CreateIndex
CREATE INDEX "obligation_dependencies_target_contract_id_idx" ON "intelligence"."obligation_dependencies"("target_contract_id");

-- CreateIndex
CREATE INDEX "obligation_dependencies_target_lease_id_idx" ON "intelligence"."obligation_dependencies"("target_lease_id");

-- CreateIndex
CREATE INDEX "obligation_dependencies_verified_idx" ON "intelligence"."obligation_dependencies"("verified");

-- CreateIndex
CREATE UNIQUE INDEX "obligation_dependencies_source_obligation_id_target_obligat_key" ON "intelligence"."obligation_dependencies"("source_obligation_id", "target_obligation_id");

-- AddForeignKey
ALTER TABLE "intelligence"."contract_versions" ADD CONSTRAINT "contract_versions_contract_id_fkey" FOREIGN KEY ("contract_id") REFERENCES "intelligence"."contracts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intelligence"."clauses" ADD CONSTRAINT "clauses_contract_id_fkey" FOREIGN KEY ("contract_id") REFERENCES "intelligence"."contracts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intelligence"."clauses" ADD CONSTRAINT "clauses_previous_version_id_fkey" FOREIGN KEY ("previous_version_id") REFERENCES "intelligence"."clauses"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intelligence"."lease_versions" ADD CONSTRAINT "lease_versions_lease_id_fkey" FOREIGN KEY ("lease_id") REFERENCES "intelligence"."leases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intelligence"."obligations" ADD CONSTRAINT "obligations_lease_id_fkey" FOREIGN KEY ("lease_id") REFERENCES "intelligence"."leases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intelligence"."obligations" ADD CONSTRAINT "obligations_contract_id_fkey" FOREIGN KEY ("contract_id") REFERENCES "intelligence"."contracts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intelligence"."obligation_dependencies" ADD CONSTRAINT "obligation_dependencies_source_obligation_id_fkey" FOREIGN KEY ("source_obligation_id") REFERENCES "intelligence"."obligations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intelligence"."obligation_dependencies" ADD CONSTRAINT "obligation_dependencies_target_obligation_id_fkey" FOREIGN KEY ("target_obligation_id") REFERENCES "intelligence"."obligations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intelligence"."obligation_dependencies" ADD CONSTRAINT "obligation_dependencies_source_contract_id_fkey" FOREIGN KEY ("source_contract_id") REFERENCES "intelligence"."contracts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intelligence"."obligation_dependencies" ADD CONSTRAINT "obligation_dependencies_target_contract_id_fkey" FOREIGN KEY ("target_contract_id") REFERENCES "intelligence"."contracts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intelligence"."obligation_dependencies" ADD CONSTRAINT "obligation_dependencies_source_lease_id_fkey" FOREIGN KEY ("source_lease_id") REFERENCES "intelligence"."leases"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intelligence"."obligation_dependencies" ADD CONSTRAINT "obligation_dependencies_target_lease_id_fkey" FOREIGN KEY ("target_lease_id") REFERENCES "intelligence"."leases"("id") ON DELETE SET NULL ON UPDATE CASCADE;
