import { isSameName, type Name } from "../catalog/names.js";
import { AmbiguousMoveError } from "../errors.js";
import type { DropQuestion, MoveQuestion, Question } from "../question/question.js";

/** What a person has said beforehand. */
export interface Said {
  readonly moved: readonly (readonly [from: Name, to: Name])[];
  readonly dropped: readonly Name[];
}

/** Asks a person; undefined where nobody can be asked. */
export type Ask = (question: Question) => Promise<boolean> | undefined;

/** The answers to all questions of one migration: said beforehand, or asked for. */
export class Decisions {
  readonly open: Question[] = [];
  readonly #used = new Set<Name>();

  constructor(
    readonly said: Said,
    readonly ask: Ask = () => undefined,
  ) {
    for (const [index, [from, to]] of said.moved.entries())
      if (said.moved.slice(0, index).some(([a, b]) => isSameName(a, from) || isSameName(b, to)))
        throw new AmbiguousMoveError(from, to);
  }

  /** Of the candidates those that are moves. One object moves once, to one name. */
  async moves(candidates: readonly MoveQuestion[]): Promise<MoveQuestion[]> {
    const accepted = candidates.filter((one) => this.#isSaid(one));
    const taken = ({ from, to }: MoveQuestion) =>
      accepted.some((other) => isSameName(other.from, from) || isSameName(other.to, to));
    for (const one of candidates) {
      if (!one.alike || taken(one) || this.#isDropped(one.from)) continue;
      const answer = await this.ask(one);
      if (answer === undefined) this.open.push(one);
      else if (answer) accepted.push(one);
    }
    return accepted;
  }

  /** Whether it may be dropped; an open question counts as yes until the end. */
  async drop(question: DropQuestion): Promise<boolean> {
    if (this.#isDropped(question.name)) return true;
    if (this.#isOpen(question.name)) return true;
    const answer = await this.ask(question);
    if (answer === undefined) this.open.push(question);
    return answer ?? true;
  }

  /** What was said of objects that no question was about. */
  get unused(): Name[] {
    const names = [...this.said.moved.map(([from]) => from), ...this.said.dropped];
    return names.filter((name) => !this.#used.has(name));
  }

  #isSaid({ from, to }: MoveQuestion): boolean {
    const said = this.said.moved.find((one) => isSameName(one[0], from) && isSameName(one[1], to));
    if (said) this.#used.add(said[0]);
    return said !== undefined;
  }

  #isDropped(name: Name): boolean {
    const said = this.said.dropped.find((one) => isSameName(one, name));
    if (said) this.#used.add(said);
    return said !== undefined;
  }

  // Its move is in question already.
  #isOpen(name: Name): boolean {
    return this.open.some((one) => one.kind === "move" && isSameName(one.from, name));
  }
}
