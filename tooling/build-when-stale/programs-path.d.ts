/** A PATH on which the programs that a workspace has installed come first, such as turbo and pnpm. */
export declare function programsPath(root: string): Promise<string>;
