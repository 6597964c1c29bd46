/** Ids of what a tenant of the demo has, by the keys of the story. */
export interface DemoIds {
  readonly tenantId: string;
  idOf(key: string): string;
}
