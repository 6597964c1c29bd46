import { STATUS_CODES } from "node:http";

/** One field of a request that was refused: where it stood, and what was wrong, without its value. */
export interface RefusedField {
  /** `query.limit`, `params.id`, `body.address.city`. */
  readonly field: string;
  readonly message: string;
}

/** What a problem says beside its status. */
export interface ProblemDetails {
  readonly errors?: readonly RefusedField[];
  /** Headers that the status asks for, such as `WWW-Authenticate`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For the log alone. */
  readonly cause?: unknown;
}

/**
 * An answer that is a failure, as RFC 9457 writes it. Its message is the `detail` and goes to the caller:
 * one sentence, never with the value of a secret.
 */
export class HttpProblem extends Error {
  readonly errors: readonly RefusedField[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly status: number,
    detail: string,
    { errors = [], headers = {}, cause }: ProblemDetails = {},
  ) {
    super(detail, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.errors = errors;
    this.headers = headers;
  }

  /** The status in words, as HTTP has them. */
  get title(): string {
    return STATUS_CODES[this.status] ?? "Unknown";
  }
}

/** 400: what was asked cannot be read. */
export class InvalidRequest extends HttpProblem {
  constructor(errors: readonly RefusedField[], detail = "The request is not as it must be.") {
    super(400, detail, { errors });
  }
}

/** 401: nobody said who asks, or in a way that cannot be believed. */
export class Unauthenticated extends HttpProblem {
  constructor(detail: string, error?: "invalid_token") {
    const challenge = error === undefined ? "Bearer" : `Bearer error="${error}"`;
    super(401, detail, { headers: { "www-authenticate": challenge } });
  }
}

/** 403: known, and not allowed. Where even the existence of a thing is private, use NotFound. */
export class Forbidden extends HttpProblem {
  constructor(detail: string) {
    super(403, detail);
  }
}

/** 404: not there, or not for this caller, who cannot tell one from the other. */
export class NotFound extends HttpProblem {
  constructor(detail: string) {
    super(404, detail);
  }
}

/** 503: it may work in a moment. */
export class Unavailable extends HttpProblem {
  constructor(detail: string, cause?: unknown) {
    super(503, detail, { headers: { "retry-after": "1" }, cause });
  }
}
