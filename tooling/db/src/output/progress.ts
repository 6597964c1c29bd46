/** Shows on stderr what a command is doing, as long as it does it. */
export interface Progress {
  /** Shows that something is being done, beside whatever else is. */
  begin(text: string): Activity;
  /** Writes a line that stays. */
  say(line: string, symbol: string): void;
}

/** Something that is being done. */
export interface Activity {
  /** What it is by now. */
  update(text: string): void;
  end(): void;
}

/** A spinner with all activities and their seconds on a terminal; elsewhere only lines that stay. */
export async function openProgress(stream = process.stderr): Promise<Progress> {
  return isScreen(stream) ? spinning() : plain(stream);
}

/** The same, which elsewhere writes a line as well for each thing that begins. */
export async function openVerboseProgress(stream = process.stderr): Promise<Progress> {
  const progress = await openProgress(stream);
  if (isScreen(stream)) return progress;
  const begin = (text: string): Activity => {
    stream.write(`${text}\n`);
    return progress.begin(text);
  };
  return { ...progress, begin };
}

// Some pseudo-terminals have no width, with which no line can be counted and erased.
function isScreen({ isTTY, columns }: NodeJS.WriteStream): boolean {
  return isTTY && columns > 0;
}

function plain(stream: NodeJS.WriteStream): Progress {
  return {
    begin: () => ({ update: () => {}, end: () => {} }),
    say: (line) => stream.write(`${line}\n`),
  };
}

async function spinning(): Promise<Progress> {
  const { default: ora } = await import("ora");
  const spinner = ora();
  const activities = new Map<symbol, { text: string; since: number }>();
  let ticking: NodeJS.Timeout | undefined;
  const show = (): void => {
    clearInterval(ticking);
    if (activities.size === 0) return void spinner.stop();
    const draw = (): void => {
      spinner.text = [...activities.values()].map(describe).join("\n  ");
    };
    ticking = setInterval(draw, 1000);
    draw();
    spinner.start();
  };
  return {
    begin: (text) => {
      const id = Symbol(text);
      const update = (now: string): void => {
        activities.set(id, { text: now, since: Date.now() });
        show();
      };
      update(text);
      return {
        update,
        end: () => {
          activities.delete(id);
          show();
        },
      };
    },
    say: (text, symbol) => {
      spinner.stopAndPersist({ symbol, text });
      show();
    },
  };
}

function describe({ text, since }: { text: string; since: number }): string {
  const seconds = Math.floor((Date.now() - since) / 1000);
  return seconds > 0 ? `${text} ${seconds} s` : text;
}
