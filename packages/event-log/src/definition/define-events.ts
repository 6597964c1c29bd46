import type { NewEvent, StoredEvent } from "../event.js";
import { UnknownEvent } from "./unknown-event.js";
import type { Versioned } from "./versioned.js";

type Types = Readonly<Record<string, Versioned<unknown>>>;

/** What `type` carries. */
type DataOf<Defined extends Types, Type extends keyof Defined> =
  Defined[Type] extends Versioned<infer Data> ? Data : never;

/** A stored event whose data has the form of now, told apart by its type. */
export type TypedEvent<Defined extends Types, Stored extends StoredEvent = StoredEvent> = {
  [Type in keyof Defined & string]: Omit<Stored, "type" | "data"> & {
    readonly type: Type;
    readonly data: DataOf<Defined, Type>;
  };
}[keyof Defined & string];

/** The event types of a package. */
export interface EventDefinitions<Defined extends Types> {
  /** All types, to read no other. */
  readonly types: readonly (keyof Defined & string)[];
  /** An event to append; throws what its `parse` throws when the data is not as it should be. */
  create<Type extends keyof Defined & string>(
    type: Type,
    data: DataOf<Defined, Type>,
    metadata?: NewEvent["metadata"],
  ): NewEvent;
  /**
   * A stored event with its data checked, and in the form of now.
   *
   * @throws UnknownEvent when its type is none of these, or its form is later than any known here
   */
  read<Stored extends StoredEvent>(event: Stored): TypedEvent<Defined, Stored>;
}

/** Gives event types their data: what is appended is checked, what was stored in an old form becomes the new one. */
export function defineEvents<Defined extends Types>(defined: Defined): EventDefinitions<Defined> {
  return {
    types: Object.keys(defined),
    create: (type, data, metadata) => ({
      type,
      data: (defined[type] as Versioned<unknown>).parse(data),
      schemaVersion: (defined[type] as Versioned<unknown>).schemaVersion,
      ...(metadata && { metadata }),
    }),
    read: <Stored extends StoredEvent>(event: Stored) => {
      const known = Object.hasOwn(defined, event.type) ? defined[event.type] : undefined;
      if (known === undefined || event.schemaVersion > known.schemaVersion) {
        throw new UnknownEvent(event, known?.schemaVersion);
      }
      const data = known.read(event.data, event.schemaVersion);
      return { ...event, data } as unknown as TypedEvent<Defined, Stored>;
    },
  };
}
