import { createHash } from "node:crypto";
import { demoId } from "./demo-id.js";
import { pick } from "./dice.js";

/** Users that one step of scale adds. */
export const peoplePerPart = 25;

/** Someone of the demo. */
export interface Person {
  /** Place among all people, from 0. */
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** The people of one part, counted from 0. Names may recur, ids and addresses never do. */
export function peopleOf(part: number): Person[] {
  return Array.from({ length: peoplePerPart }, (_, place) => person(part * peoplePerPart + place));
}

function person(index: number): Person {
  const first = pick(firstNames, index);
  const last = pick(lastNames, index * 7 + Math.floor(index / firstNames.length));
  return {
    index,
    id: demoId("user", index),
    name: `${first} ${last}`,
    email: `${first}.${last}.${index + 1}@demo.deepiri.example`.toLowerCase(),
  };
}

/** What looks like a bcrypt hash and is the hash of nothing: no password opens a demo account. */
export function unusableHash(id: string): string {
  const digits = createHash("sha512").update(id).digest("base64").replaceAll("+", ".");
  return `$2b$12$${digits.slice(0, 53)}`;
}

const firstNames = [
  "Ada",
  "Bruno",
  "Chidi",
  "Dana",
  "Elif",
  "Femi",
  "Grace",
  "Hiro",
  "Ines",
  "Jonas",
  "Kavya",
  "Luca",
  "Mina",
  "Noor",
  "Oscar",
  "Priya",
  "Quentin",
  "Rosa",
  "Sami",
  "Tove",
  "Uma",
  "Viktor",
  "Wanda",
  "Yusuf",
  "Zoe",
] as const;

const lastNames = [
  "Abara",
  "Berg",
  "Castro",
  "Dubois",
  "Eriksen",
  "Fischer",
  "Garcia",
  "Haddad",
  "Ito",
  "Jansen",
  "Kaya",
  "Lindqvist",
  "Moreau",
  "Novak",
  "Okafor",
  "Petrov",
  "Rossi",
  "Silva",
  "Tanaka",
] as const;
