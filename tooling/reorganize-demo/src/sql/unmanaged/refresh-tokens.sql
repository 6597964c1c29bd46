-- Refresh tokens of an unmerged branch of auth, in camelCase, tokens in clear.

CREATE TABLE public.refresh_tokens (
  id uuid NOT NULL,
  token text NOT NULL,
  "userId" uuid NOT NULL,
  "expiresAt" timestamp(3) NOT NULL,
  revoked boolean NOT NULL DEFAULT false,
  "revokedAt" timestamp(3),
  "ipAddress" text,
  "userAgent" text,
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamp(3) NOT NULL,
  CONSTRAINT refresh_tokens_pkey PRIMARY KEY (id)
);

CREATE INDEX "refresh_tokens_expiresAt_idx" ON public.refresh_tokens ("expiresAt");

CREATE INDEX refresh_tokens_revoked_idx ON public.refresh_tokens (revoked);

CREATE INDEX refresh_tokens_token_idx ON public.refresh_tokens (token);

CREATE UNIQUE INDEX refresh_tokens_token_key ON public.refresh_tokens (token);

CREATE INDEX "refresh_tokens_userId_idx" ON public.refresh_tokens ("userId");

ALTER TABLE public.refresh_tokens ADD CONSTRAINT "refresh_tokens_userId_fkey"
  FOREIGN KEY ("userId") REFERENCES public.users (id) ON DELETE CASCADE ON UPDATE CASCADE;
