import type { EntityType, EntityVisibility, RelationshipType } from "../words.js";

/** People of each tenant of the demo: the first owns most. */
export const people = ["Ada", "Bruno", "Chidi"] as const;

/** What an entity said from a day on. */
export interface DemoVersion {
  readonly daysAgo: number;
  readonly title: string;
  readonly content: object;
}

/** An entity of the demo. */
export interface DemoEntity {
  readonly key: string;
  readonly type: EntityType;
  readonly owner: (typeof people)[number];
  readonly visibility: EntityVisibility;
  readonly isPublished: boolean;
  readonly tags: readonly string[];
  /** Oldest first. */
  readonly versions: readonly [DemoVersion, ...DemoVersion[]];
}

/** Two months of a small team that writes its prompts down. */
export const entities: readonly DemoEntity[] = [
  {
    key: "house",
    type: "context",
    owner: "Ada",
    visibility: "public",
    isPublished: true,
    tags: ["style"],
    versions: [
      {
        daysAgo: 60,
        title: "How we write",
        content: { text: "Short sentences. No jargon." },
      },
      {
        daysAgo: 34,
        title: "How we write to customers",
        content: { text: "Short sentences. No jargon. Say when we will answer." },
      },
    ],
  },
  {
    key: "refund",
    type: "template",
    owner: "Ada",
    visibility: "public",
    isPublished: true,
    tags: ["customers", "money"],
    versions: [
      {
        daysAgo: 55,
        title: "Answer to a refund request",
        content: { text: "We are sorry. Your refund of {amount} is on its way." },
      },
      {
        daysAgo: 40,
        title: "Answer to a refund request",
        content: {
          text: "We are sorry, {name}. Your refund of {amount} arrives within five days.",
          variables: [{ name: "name" }, { name: "amount" }],
        },
      },
      {
        daysAgo: 6,
        title: "Refund, short",
        content: { text: "Refund of {amount} sent.", variables: [{ name: "amount" }] },
      },
    ],
  },
  {
    key: "invoice",
    type: "template",
    owner: "Ada",
    visibility: "private",
    isPublished: false,
    tags: ["money"],
    versions: [
      {
        daysAgo: 30,
        title: "Read the amounts of an invoice",
        content: { text: "List each amount of this invoice with its date: {invoice}" },
      },
    ],
  },
  {
    key: "triage",
    type: "workflow",
    owner: "Bruno",
    visibility: "shared",
    isPublished: true,
    tags: ["customers"],
    versions: [
      {
        daysAgo: 45,
        title: "Sort the mail of customers",
        content: { steps: [{ do: "classify" }] },
      },
      {
        daysAgo: 12,
        title: "Sort the mail of customers",
        content: { steps: [{ do: "classify" }, { do: "answer", with: "refund" }], settings: {} },
      },
    ],
  },
  {
    key: "shelf",
    type: "library",
    owner: "Chidi",
    visibility: "public",
    isPublished: true,
    tags: [],
    versions: [
      { daysAgo: 20, title: "All for customers", content: { items: ["refund", "triage"] } },
    ],
  },
];

/** How they are related, by key. */
export const relationships: readonly (readonly [string, RelationshipType, string])[] = [
  ["refund", "depends_on", "house"],
  ["triage", "depends_on", "refund"],
  ["refund", "part_of", "shelf"],
  ["triage", "part_of", "shelf"],
  ["house", "suggests", "refund"],
];
