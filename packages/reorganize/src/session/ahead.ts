/**
 * What was begun before it is asked for, so that the server works on it meanwhile. Whoever awaits it gets its
 * error; where nobody comes to that, because something else failed first, nobody misses it.
 */
export function ahead<Result>(begun: Promise<Result>): Promise<Result> {
  begun.catch(() => {});
  return begun;
}
