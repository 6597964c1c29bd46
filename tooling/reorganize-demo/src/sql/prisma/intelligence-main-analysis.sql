-- The tables beside the documents that no code of the intelligence service uses, and its chat. embeddings needs pgvector and is left out.

CREATE TYPE public."JobStatus" AS ENUM ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED');

CREATE TYPE public."AnalysisType" AS ENUM ('EMBEDDING', 'EXTRACTION', 'SUMMARIZATION', 'CLASSIFICATION', 'RAG', 'OTHER');

CREATE TABLE public.documents (
  id uuid NOT NULL,
  "userId" uuid NOT NULL,
  title varchar(500),
  source_url text,
  source_type varchar(50),
  content text,
  metadata jsonb,
  created_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp(6) NOT NULL,
  CONSTRAINT documents_pkey PRIMARY KEY (id)
);

CREATE TABLE public.document_chunks (
  id uuid NOT NULL,
  "documentId" uuid NOT NULL,
  "userId" uuid NOT NULL,
  chunk_order integer NOT NULL,
  text text NOT NULL,
  token_count integer,
  start_offset integer,
  end_offset integer,
  metadata jsonb,
  created_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp(6) NOT NULL,
  CONSTRAINT document_chunks_pkey PRIMARY KEY (id)
);

CREATE TABLE public.analysis_jobs (
  id uuid NOT NULL,
  "userId" uuid NOT NULL,
  "documentId" uuid,
  "chunkId" uuid,
  type public."AnalysisType" NOT NULL DEFAULT 'OTHER',
  status public."JobStatus" NOT NULL DEFAULT 'PENDING',
  input jsonb,
  prompt_snapshot jsonb,
  started_at timestamp(6),
  completed_at timestamp(6),
  created_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp(6) NOT NULL,
  CONSTRAINT analysis_jobs_pkey PRIMARY KEY (id)
);

CREATE TABLE public.analysis_results (
  id uuid NOT NULL,
  job_id uuid NOT NULL,
  "userId" uuid NOT NULL,
  result jsonb,
  text_output text,
  created_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp(6) NOT NULL,
  CONSTRAINT analysis_results_pkey PRIMARY KEY (id)
);

CREATE TABLE public.prompt_templates (
  id uuid NOT NULL,
  "userId" uuid NOT NULL,
  name varchar(200) NOT NULL,
  version integer NOT NULL,
  template text NOT NULL,
  metadata jsonb,
  created_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp(6) NOT NULL,
  CONSTRAINT prompt_templates_pkey PRIMARY KEY (id)
);

CREATE TABLE public.chat_sessions (
  id uuid NOT NULL,
  user_id varchar(255) NOT NULL,
  context_id varchar(255),
  context_type varchar(50),
  title varchar(500) NOT NULL DEFAULT 'New Conversation',
  created_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp(6) NOT NULL,
  CONSTRAINT chat_sessions_pkey PRIMARY KEY (id)
);

CREATE TABLE public.messages (
  id uuid NOT NULL,
  chat_session_id uuid NOT NULL,
  role varchar(20) NOT NULL,
  content text NOT NULL,
  created_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT messages_pkey PRIMARY KEY (id)
);

CREATE INDEX "documents_userId_created_at_idx" ON public.documents ("userId", created_at);

CREATE INDEX "documents_userId_idx" ON public.documents ("userId");

CREATE UNIQUE INDEX "document_chunks_documentId_chunk_order_key" ON public.document_chunks ("documentId", chunk_order);

CREATE INDEX "document_chunks_documentId_idx" ON public.document_chunks ("documentId");

CREATE INDEX "document_chunks_userId_idx" ON public.document_chunks ("userId");

CREATE INDEX "analysis_jobs_chunkId_idx" ON public.analysis_jobs ("chunkId");

CREATE INDEX "analysis_jobs_documentId_idx" ON public.analysis_jobs ("documentId");

CREATE INDEX analysis_jobs_status_idx ON public.analysis_jobs (status);

CREATE INDEX "analysis_jobs_userId_created_at_idx" ON public.analysis_jobs ("userId", created_at);

CREATE UNIQUE INDEX analysis_results_job_id_key ON public.analysis_results (job_id);

CREATE INDEX "analysis_results_userId_idx" ON public.analysis_results ("userId");

CREATE INDEX "prompt_templates_userId_idx" ON public.prompt_templates ("userId");

CREATE UNIQUE INDEX "prompt_templates_userId_name_version_key" ON public.prompt_templates ("userId", name, version);

CREATE INDEX chat_sessions_context_id_idx ON public.chat_sessions (context_id);

CREATE INDEX chat_sessions_user_id_idx ON public.chat_sessions (user_id);

CREATE INDEX messages_chat_session_id_idx ON public.messages (chat_session_id);

ALTER TABLE public.document_chunks ADD CONSTRAINT "document_chunks_documentId_fkey"
  FOREIGN KEY ("documentId") REFERENCES public.documents (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.analysis_jobs ADD CONSTRAINT "analysis_jobs_documentId_fkey"
  FOREIGN KEY ("documentId") REFERENCES public.documents (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.analysis_jobs ADD CONSTRAINT "analysis_jobs_chunkId_fkey"
  FOREIGN KEY ("chunkId") REFERENCES public.document_chunks (id) ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE public.analysis_results ADD CONSTRAINT analysis_results_job_id_fkey
  FOREIGN KEY (job_id) REFERENCES public.analysis_jobs (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.messages ADD CONSTRAINT messages_chat_session_id_fkey
  FOREIGN KEY (chat_session_id) REFERENCES public.chat_sessions (id) ON DELETE CASCADE ON UPDATE CASCADE;
