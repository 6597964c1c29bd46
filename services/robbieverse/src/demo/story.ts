import type {
  MembershipRole,
  MemoryCategory,
  MoodName,
  OrganizationStatus,
} from "../words/index.js";

/** What was said on a day, and in which mood it was answered. */
export interface DemoTalk {
  readonly daysAgo: number;
  readonly person: string;
  readonly title: string;
  readonly mood: MoodName;
  /** What he said, and what was answered. */
  readonly turns: readonly (readonly [said: string, answer: string])[];
}

/** What is remembered of a person. */
export interface DemoMemory {
  readonly person: string;
  readonly category: MemoryCategory;
  readonly subject: string;
  readonly content: string;
  readonly importance: number;
}

/** A company with its contact and deal. */
export interface DemoDeal {
  readonly company: string;
  readonly contact: readonly [firstName: string, lastName: string];
  readonly deal: string;
  readonly amount: number;
  /** Null: of the whole organization. */
  readonly town: string | null;
  readonly daysAgo: number;
  /** Left out: open. */
  readonly closed?: { readonly daysAgo: number; readonly isWon: boolean };
}

/** An organization of the demo, by whose key its domain begins. */
export interface DemoOrganization {
  readonly key: string;
  readonly name: string;
  readonly status: OrganizationStatus;
  readonly sinceDaysAgo: number;
  readonly members: Readonly<Record<string, MembershipRole>>;
  /** Members of each town. */
  readonly towns: Readonly<Record<string, readonly string[]>>;
  readonly talks: readonly DemoTalk[];
  readonly memories: readonly DemoMemory[];
  readonly deals: readonly DemoDeal[];
}

/** People of the demo; Chidi works for both organizations. */
export const people = ["Ada", "Bruno", "Chidi", "Dora"] as const;

/** Half a year of two organizations, oldest first. */
export const organizations: readonly DemoOrganization[] = [
  {
    key: "aurora",
    name: "Aurora Trading",
    status: "active",
    sinceDaysAgo: 180,
    members: { Ada: "owner", Bruno: "member", Chidi: "viewer" },
    towns: { Aspen: ["Ada", "Bruno"], Vegas: ["Chidi"] },
    talks: [
      {
        daysAgo: 170,
        person: "Ada",
        title: "Getting started",
        mood: "friendly",
        turns: [
          ["Good morning. What do you know about us?", "Little yet. Tell me about your week."],
          ["Mondays are for planning.", "Then I keep Mondays free of calls."],
        ],
      },
      {
        daysAgo: 64,
        person: "Bruno",
        title: "The offer for Fjord",
        mood: "focused",
        turns: [
          [
            "The deadline is on Friday. It is urgent.",
            "Two pages, three numbers. Start with the price.",
          ],
        ],
      },
      {
        daysAgo: 9,
        person: "Ada",
        title: "Fjord has signed",
        mood: "surprised",
        turns: [
          ["Unexpected: Fjord has signed today!", "So soon? Well done."],
          ["Remind me to thank Bruno.", "Tomorrow at nine."],
        ],
      },
    ],
    memories: [
      {
        person: "Ada",
        category: "preference",
        subject: "Mondays",
        content: "Ada plans her week on Monday morning and takes no calls then",
        importance: 8,
      },
      {
        person: "Ada",
        category: "goal",
        subject: "Fjord",
        content: "Ada wants to thank Bruno for the contract with Fjord",
        importance: 6,
      },
      {
        person: "Bruno",
        category: "behavior",
        subject: "Deadlines",
        content: "Bruno writes best with two days left",
        importance: 5,
      },
    ],
    deals: [
      {
        company: "Larch Hotels",
        contact: ["Lena", "Larch"],
        deal: "Season tickets",
        amount: 12_000,
        town: "Aspen",
        daysAgo: 150,
        closed: { daysAgo: 120, isWon: true },
      },
      {
        company: "Fjord Shipping",
        contact: ["Finn", "Fjord"],
        deal: "Three years of freight",
        amount: 84_500,
        town: null,
        daysAgo: 90,
        closed: { daysAgo: 9, isWon: true },
      },
      {
        company: "Neon Nights",
        contact: ["Nora", "Neon"],
        deal: "Stage lights",
        amount: 7_250,
        town: "Vegas",
        daysAgo: 75,
        closed: { daysAgo: 40, isWon: false },
      },
      {
        company: "Larch Hotels",
        contact: ["Lena", "Larch"],
        deal: "Winter season",
        amount: 15_000,
        town: "Aspen",
        daysAgo: 20,
      },
    ],
  },
  {
    key: "globex",
    name: "Globex",
    status: "trial",
    sinceDaysAgo: 40,
    members: { Dora: "owner", Chidi: "admin" },
    towns: { Oslo: ["Dora"] },
    talks: [
      {
        daysAgo: 30,
        person: "Dora",
        title: "First steps",
        mood: "friendly",
        turns: [["Who else sees what I write here?", "Nobody outside of Globex."]],
      },
    ],
    memories: [
      {
        person: "Dora",
        category: "fact",
        subject: "Office",
        content: "Dora works from Oslo",
        importance: 4,
      },
    ],
    deals: [
      {
        company: "Fjord Shipping",
        contact: ["Frida", "Fjord"],
        deal: "Harbour fees",
        amount: 3_900,
        town: "Oslo",
        daysAgo: 25,
      },
    ],
  },
];
