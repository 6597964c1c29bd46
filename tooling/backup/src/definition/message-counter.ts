/** Takes bytes of PostgreSQL's protocol as they come, and tells the type of each message that is whole. */
export class MessageCounter {
  #rest: Buffer = Buffer.alloc(0);

  /** The types of the messages that these bytes complete, such as `Z`. */
  take(bytes: Buffer): string[] {
    const types: string[] = [];
    let all: Buffer = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes;
    while (all.length >= 5) {
      const end = 1 + all.readInt32BE(1);
      if (all.length < end) break;
      types.push(String.fromCharCode(all[0] as number));
      all = all.subarray(end);
    }
    this.#rest = all;
    return types;
  }

  /** True when the last message that began has ended. */
  get isBetween(): boolean {
    return this.#rest.length === 0;
  }
}
