interface Coded {
  readonly code: string;
}

/** A sentence for each code: a new one does not compile without its sentence. */
export type Texts<Data extends Coded> = {
  readonly [Code in Data["code"]]: (data: Extract<Data, { readonly code: Code }>) => string;
};

/** The sentence for this data. */
export function textOf<Data extends Coded>(texts: Texts<Data>, data: Data): string {
  const text = texts[data.code as Data["code"]] as (data: Data) => string;
  return text(data);
}
