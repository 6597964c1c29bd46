/** Shows on stderr how a command goes. */
export interface Progress {
  /** What is being done now; it moves on a terminal and is one line elsewhere. */
  begin(text: string): void;
  /** Changes the text that moves; nothing elsewhere, so that a log stays short. */
  update(text: string): void;
  /** A line where nothing moves; nothing on a terminal, where it would scroll away. */
  log(text: string): void;
  /** A line that stays. */
  say(text: string): void;
  /** Removes what moves; lines that stay remain. */
  stop(): void;
}

/** A spinner on a terminal, plain lines elsewhere. */
export async function startProgress(): Promise<Progress> {
  // A terminal without a width would have ora clear infinitely many lines.
  return process.stderr.isTTY && process.stderr.columns > 0 ? spinning() : plain;
}

const plain: Progress = {
  begin: (text) => void process.stderr.write(`${text}\n`),
  update: () => {},
  log: (text) => void process.stderr.write(`${text}\n`),
  say: (text) => void process.stderr.write(`${text}\n`),
  stop: () => {},
};

/** Shows nothing, for machines that only want what is printed. */
export const silent: Progress = {
  begin: () => {},
  update: () => {},
  log: () => {},
  say: () => {},
  stop: () => {},
};

async function spinning(): Promise<Progress> {
  const { default: ora } = await import("ora");
  // Without it a Ctrl-C that the command handles would be swallowed.
  const spinner = ora({ discardStdin: false });
  return {
    begin: (text) => void spinner.start(text),
    update: (text) => {
      spinner.text = text;
    },
    log: () => {},
    say: (text) => {
      const { isSpinning, text: moving } = spinner;
      spinner.stop();
      process.stderr.write(`${text}\n`);
      if (isSpinning) spinner.start(moving);
    },
    stop: () => void spinner.stop(),
  };
}
