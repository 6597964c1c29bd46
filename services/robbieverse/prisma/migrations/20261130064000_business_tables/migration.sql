-- Companies, contacts, deals and activities of an organization, and its calendar. A company here is one that is done business
-- with, and no tenant. What comes from HubSpot has HubSpot's id, once an organization; what is made by hand has none.
-- Figures of companies and contacts are no columns: they are counted when they are read.

CREATE SCHEMA IF NOT EXISTS "business";

CREATE TABLE "business"."activities" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "town_id" UUID,
    "hubspot_id" VARCHAR(255),
    "activity_type" VARCHAR(20) NOT NULL,
    "activity_date" TIMESTAMPTZ(6) NOT NULL,
    "company_id" UUID,
    "contact_id" UUID,
    "deal_id" UUID,
    "user_id" UUID,
    "owner_email" VARCHAR(255),
    "owner_name" VARCHAR(255),
    "subject" VARCHAR(500),
    "body" TEXT,
    "direction" VARCHAR(10),
    "outcome" VARCHAR(100),
    "duration_seconds" INTEGER,
    "location" TEXT,
    "analysis_summary" TEXT,
    "analysis" JSONB,
    "analyzed_at" TIMESTAMPTZ(6),
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "synced_at" TIMESTAMPTZ(6),

    CONSTRAINT "activities_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "business"."calendar_events" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID,
    "title" VARCHAR(500) NOT NULL,
    "description" TEXT,
    "start_time" TIMESTAMPTZ(6) NOT NULL,
    "end_time" TIMESTAMPTZ(6) NOT NULL,
    "location" TEXT,
    "event_type" VARCHAR(20) NOT NULL DEFAULT 'meeting',
    "agenda" TEXT,
    "has_agenda" BOOLEAN GENERATED ALWAYS AS (COALESCE(btrim("agenda") <> '', false)) STORED,
    "meeting_url" TEXT,
    "tags" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "calendar_events_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "business"."calendar_event_attendees" (
    "organization_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "calendar_event_attendees_pkey" PRIMARY KEY ("organization_id","event_id","user_id")
);

CREATE TABLE "business"."companies" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "town_id" UUID,
    "hubspot_id" VARCHAR(255),
    "name" VARCHAR(255) NOT NULL,
    "domain" VARCHAR(255),
    "industry" VARCHAR(255),
    "owner_email" VARCHAR(255),
    "owner_name" VARCHAR(255),
    "linkedin_url" TEXT,
    "analysis_summary" TEXT,
    "analysis" JSONB,
    "analyzed_at" TIMESTAMPTZ(6),
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "synced_at" TIMESTAMPTZ(6),

    CONSTRAINT "companies_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "business"."contacts" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "town_id" UUID,
    "hubspot_id" VARCHAR(255),
    "company_id" UUID,
    "email" VARCHAR(255),
    "first_name" VARCHAR(255),
    "last_name" VARCHAR(255),
    "full_name" TEXT GENERATED ALWAYS AS (
      NULLIF(btrim(COALESCE("first_name", '') || ' ' || COALESCE("last_name", '')), '')
    ) STORED,
    "job_title" VARCHAR(255),
    "phone" VARCHAR(50),
    "mobile_phone" VARCHAR(50),
    "linkedin_url" TEXT,
    "lifecycle_stage" VARCHAR(50),
    "lead_status" VARCHAR(50),
    "lead_score" INTEGER,
    "email_open_count" INTEGER NOT NULL DEFAULT 0,
    "email_click_count" INTEGER NOT NULL DEFAULT 0,
    "email_reply_count" INTEGER NOT NULL DEFAULT 0,
    "page_view_count" INTEGER NOT NULL DEFAULT 0,
    "last_contacted_at" TIMESTAMPTZ(6),
    "last_engaged_at" TIMESTAMPTZ(6),
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "synced_at" TIMESTAMPTZ(6),

    CONSTRAINT "contacts_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "business"."deals" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "town_id" UUID,
    "hubspot_id" VARCHAR(255),
    "company_id" UUID,
    "primary_contact_id" UUID,
    "deal_name" VARCHAR(255) NOT NULL,
    "amount" DECIMAL(12,2),
    "pipeline" VARCHAR(100) NOT NULL DEFAULT 'default',
    "dealstage" VARCHAR(100) NOT NULL DEFAULT 'appointmentscheduled',
    "deal_date" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expected_close_date" TIMESTAMPTZ(6),
    "closed_at" TIMESTAMPTZ(6),
    "forecast_category" VARCHAR(20),
    "forecast_amount" DECIMAL(12,2),
    "owner_email" VARCHAR(255),
    "owner_name" VARCHAR(255),
    "is_closed" BOOLEAN NOT NULL DEFAULT false,
    "closed_won" BOOLEAN NOT NULL DEFAULT false,
    "closed_lost_reason" TEXT,
    "deal_score" INTEGER,
    "engagement_score" INTEGER,
    "risk_score" INTEGER,
    "analysis" JSONB,
    "analyzed_at" TIMESTAMPTZ(6),
    "calculated_probability" INTEGER GENERATED ALWAYS AS (
      COALESCE(
        "deal_score",
        CASE "forecast_category"
          WHEN 'omitted' THEN 0 WHEN 'pipeline' THEN 30 WHEN 'best_case' THEN 60 WHEN 'commit' THEN 90 WHEN 'closed' THEN 100
        END,
        CASE "dealstage"
          WHEN 'appointmentscheduled' THEN 20 WHEN 'qualifiedtobuy' THEN 40 WHEN 'presentationscheduled' THEN 60
          WHEN 'decisionmakerboughtin' THEN 80 WHEN 'contractsent' THEN 90 WHEN 'closedwon' THEN 100 WHEN 'closedlost' THEN 0
        END,
        20
      )
    ) STORED,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "synced_at" TIMESTAMPTZ(6),

    CONSTRAINT "deals_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "business"."deal_contacts" (
    "organization_id" UUID NOT NULL,
    "deal_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "role" VARCHAR(100),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deal_contacts_pkey" PRIMARY KEY ("organization_id","deal_id","contact_id")
);

CREATE INDEX "activities_organization_id_town_id_idx" ON "business"."activities"("organization_id", "town_id");

CREATE INDEX "activities_organization_id_company_id_activity_date_idx" ON "business"."activities"("organization_id", "company_id", "activity_date" DESC);

CREATE INDEX "activities_organization_id_contact_id_activity_date_idx" ON "business"."activities"("organization_id", "contact_id", "activity_date" DESC);

CREATE INDEX "activities_organization_id_deal_id_activity_date_idx" ON "business"."activities"("organization_id", "deal_id", "activity_date" DESC);

CREATE INDEX "activities_organization_id_user_id_idx" ON "business"."activities"("organization_id", "user_id");

CREATE UNIQUE INDEX "activities_organization_id_hubspot_id_key" ON "business"."activities"("organization_id", "hubspot_id");

CREATE INDEX "calendar_events_organization_id_start_time_idx" ON "business"."calendar_events"("organization_id", "start_time");

CREATE INDEX "calendar_events_organization_id_user_id_start_time_idx" ON "business"."calendar_events"("organization_id", "user_id", "start_time");

CREATE INDEX "calendar_event_attendees_organization_id_user_id_idx" ON "business"."calendar_event_attendees"("organization_id", "user_id");

CREATE INDEX "companies_organization_id_town_id_idx" ON "business"."companies"("organization_id", "town_id");

CREATE INDEX "companies_organization_id_domain_idx" ON "business"."companies"("organization_id", "domain");

CREATE INDEX "companies_organization_id_name_idx" ON "business"."companies"("organization_id", "name");

CREATE UNIQUE INDEX "companies_organization_id_hubspot_id_key" ON "business"."companies"("organization_id", "hubspot_id");

CREATE INDEX "contacts_organization_id_town_id_idx" ON "business"."contacts"("organization_id", "town_id");

CREATE INDEX "contacts_organization_id_company_id_idx" ON "business"."contacts"("organization_id", "company_id");

CREATE INDEX "contacts_organization_id_email_idx" ON "business"."contacts"("organization_id", "email");

CREATE INDEX "contacts_organization_id_linkedin_url_idx" ON "business"."contacts"("organization_id", "linkedin_url");

CREATE UNIQUE INDEX "contacts_organization_id_hubspot_id_key" ON "business"."contacts"("organization_id", "hubspot_id");

CREATE INDEX "deals_organization_id_town_id_idx" ON "business"."deals"("organization_id", "town_id");

CREATE INDEX "deals_organization_id_company_id_idx" ON "business"."deals"("organization_id", "company_id");

CREATE INDEX "deals_organization_id_primary_contact_id_idx" ON "business"."deals"("organization_id", "primary_contact_id");

CREATE INDEX "deals_organization_id_pipeline_dealstage_idx" ON "business"."deals"("organization_id", "pipeline", "dealstage");

CREATE UNIQUE INDEX "deals_organization_id_hubspot_id_key" ON "business"."deals"("organization_id", "hubspot_id");

CREATE INDEX "deal_contacts_organization_id_contact_id_idx" ON "business"."deal_contacts"("organization_id", "contact_id");

ALTER TABLE "business"."activities" ADD CONSTRAINT "activities_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "core"."organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "business"."activities" ADD CONSTRAINT "activities_organization_id_town_id_fkey" FOREIGN KEY ("organization_id", "town_id") REFERENCES "core"."towns"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "business"."activities" ADD CONSTRAINT "activities_organization_id_company_id_fkey" FOREIGN KEY ("organization_id", "company_id") REFERENCES "business"."companies"("organization_id", "id") ON DELETE SET NULL ("company_id") ON UPDATE CASCADE;

ALTER TABLE "business"."activities" ADD CONSTRAINT "activities_organization_id_contact_id_fkey" FOREIGN KEY ("organization_id", "contact_id") REFERENCES "business"."contacts"("organization_id", "id") ON DELETE SET NULL ("contact_id") ON UPDATE CASCADE;

ALTER TABLE "business"."activities" ADD CONSTRAINT "activities_organization_id_deal_id_fkey" FOREIGN KEY ("organization_id", "deal_id") REFERENCES "business"."deals"("organization_id", "id") ON DELETE SET NULL ("deal_id") ON UPDATE CASCADE;

ALTER TABLE "business"."activities" ADD CONSTRAINT "activities_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "business"."calendar_events" ADD CONSTRAINT "calendar_events_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "core"."organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "business"."calendar_events" ADD CONSTRAINT "calendar_events_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "business"."calendar_event_attendees" ADD CONSTRAINT "calendar_event_attendees_organization_id_event_id_fkey" FOREIGN KEY ("organization_id", "event_id") REFERENCES "business"."calendar_events"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "business"."calendar_event_attendees" ADD CONSTRAINT "calendar_event_attendees_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "business"."companies" ADD CONSTRAINT "companies_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "core"."organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "business"."companies" ADD CONSTRAINT "companies_organization_id_town_id_fkey" FOREIGN KEY ("organization_id", "town_id") REFERENCES "core"."towns"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "business"."contacts" ADD CONSTRAINT "contacts_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "core"."organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "business"."contacts" ADD CONSTRAINT "contacts_organization_id_town_id_fkey" FOREIGN KEY ("organization_id", "town_id") REFERENCES "core"."towns"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "business"."contacts" ADD CONSTRAINT "contacts_organization_id_company_id_fkey" FOREIGN KEY ("organization_id", "company_id") REFERENCES "business"."companies"("organization_id", "id") ON DELETE SET NULL ("company_id") ON UPDATE CASCADE;

ALTER TABLE "business"."deals" ADD CONSTRAINT "deals_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "core"."organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "business"."deals" ADD CONSTRAINT "deals_organization_id_town_id_fkey" FOREIGN KEY ("organization_id", "town_id") REFERENCES "core"."towns"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "business"."deals" ADD CONSTRAINT "deals_organization_id_company_id_fkey" FOREIGN KEY ("organization_id", "company_id") REFERENCES "business"."companies"("organization_id", "id") ON DELETE SET NULL ("company_id") ON UPDATE CASCADE;

ALTER TABLE "business"."deals" ADD CONSTRAINT "deals_organization_id_primary_contact_id_fkey" FOREIGN KEY ("organization_id", "primary_contact_id") REFERENCES "business"."contacts"("organization_id", "id") ON DELETE SET NULL ("primary_contact_id") ON UPDATE CASCADE;

ALTER TABLE "business"."deal_contacts" ADD CONSTRAINT "deal_contacts_organization_id_deal_id_fkey" FOREIGN KEY ("organization_id", "deal_id") REFERENCES "business"."deals"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "business"."deal_contacts" ADD CONSTRAINT "deal_contacts_organization_id_contact_id_fkey" FOREIGN KEY ("organization_id", "contact_id") REFERENCES "business"."contacts"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
