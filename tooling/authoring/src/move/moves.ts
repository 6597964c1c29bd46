import { formatName } from "../catalog/names.js";
import type { Session } from "../catalog/session.js";
import type { MoveQuestion } from "../question/question.js";
import type { DraftStatement } from "../rewrite/part.js";
import { readFollowers } from "./followers.js";
import { readMentions } from "./mentions.js";
import { move } from "./move.js";

/** Moves made so far, in the order in which the migration makes them. */
export class Moves {
  readonly statements: DraftStatement[] = [];
  readonly notes: string[] = [];

  constructor(readonly session: Session) {}

  async make(questions: readonly MoveQuestion[]): Promise<void> {
    for (const one of questions) await this.#make(one);
  }

  async #make(question: MoveQuestion): Promise<void> {
    const { object, from, to } = question;
    const followers = await readFollowers(this.session, from);
    const mentions = await readMentions(this.session, from, from.slice(0, 2));
    const { statements, hazard } = await move(this.session, question);
    for (const [index, sql] of statements.entries())
      this.statements.push({ sql, hazards: index === 0 ? [hazard] : [] });
    const names = object === "column" ? "; its own columns keep their names" : "";
    for (const one of followers) this.notes.push(`${one} follows by itself${names}`);
    for (const one of mentions)
      this.notes.push(
        `the text of ${one} names ${from.at(-1)}, which becomes ${formatName(to)}; PostgreSQL does not change it`,
      );
  }
}
