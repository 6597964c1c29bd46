/** Someone of the demo. */
export interface DemoPerson {
  readonly email: string;
  readonly username: string;
  readonly fullName: string;
  /** Whether his board is. */
  readonly isPublic: boolean;
}

const names = ["Ada", "Bruno", "Chidi", "Dana", "Elif", "Femi", "Grace", "Hiro", "Ines", "Jonas"];
const day = 86_400_000;
// Fixed, so that every run tells of the same days.
const now = Date.parse("2026-11-20T09:00:00.000Z");

/** The people whom one step of scale adds, the same each time. */
export function peopleOf(step: number): DemoPerson[] {
  return names.map((name, place) => {
    const username = `${name.toLowerCase()}.${step * names.length + place + 1}`;
    const email = `${username}@demo.deepiri.example`;
    return { email, username, fullName: name, isPublic: place === 0 };
  });
}

/** The moment so many days before that at which the story is told. */
export function daysAgo(days: number): Date {
  return new Date(now - Math.round(days * day));
}

/** What is said in each conversation. */
export const talk = [
  ["system", "Answer from the documents only."],
  ["user", "How long is the notice of the hosting contract?"],
  ["agent", "60 days; it was 90 in the first version."],
] as const;

/** The tools of the marketplace. */
export const tools = [
  { name: "Invoice reader", description: "Reads amounts out of invoices", rating: 4.5 },
  { name: "Calendar", description: "Finds a free hour", category: "office", rating: 4 },
  { name: "Translator", description: "Between five languages", category: "text", isVerified: true },
  { name: "Web search", description: "Looks things up", category: "text", isActive: false },
];

/** What is known of the installation. */
export const configurations = [
  { key: "version", value: "3.0.0", isPublic: true },
  { key: "system_initialized", value: "1" },
];
