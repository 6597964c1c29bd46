/** An event to append. */
export interface NewEvent {
  /** What happened, such as "order.paid". */
  readonly type: string;
  /** Anything JSON can say. */
  readonly data: unknown;
  /** Which form of the type's data it is; 1 if left out. */
  readonly schemaVersion?: number;
  /** What is not about the thing itself: cause, correlation, origin. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** An event from before the log, with what only its old record knows. */
export interface OldEvent extends NewEvent {
  readonly occurredAt: Date;
  readonly actor?: string | undefined;
}

/** An event as the log has it. */
export interface StoredEvent {
  /** Place in the log: 1, 2, 3 and so on without gaps; null until it was given one. */
  readonly position: number | null;
  readonly tenant: string;
  readonly stream: string;
  /** Place in its stream: 1, 2, 3 and so on without gaps. */
  readonly version: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Who did it: the actor of the request context; null without one. */
  readonly actor: string | null;
  readonly occurredAt: Date;
}

/** An event with its place in the log. */
export interface PlacedEvent extends StoredEvent {
  readonly position: number;
}
