import { expectTypeOf, test } from "vitest";
import type { Prisma } from "../fixture/generated/client.js";
import type { ShopClient, ShopTransaction } from "../fixture/shop-client.js";

/** Never called: only its types are looked at. */
async function uses(client: ShopClient): Promise<void> {
  const chosen = await client.person.findFirstOrThrow({ select: { email: true } });
  expectTypeOf(chosen).toEqualTypeOf<{ email: string }>();
  const joined = await client.person.findFirstOrThrow({ include: { orders: true } });
  expectTypeOf(joined.orders[0]?.amount).toEqualTypeOf<number | undefined>();
  const result = await client.transaction(async (tx) => {
    expectTypeOf(tx).toEqualTypeOf<ShopTransaction>();
    return await tx.order.count();
  });
  expectTypeOf(result).toEqualTypeOf<number>();
  // @ts-expect-error a value of another type than the column's
  await client.person.create({ data: { email: 5 } });
  // @ts-expect-error connections are the pool's business
  await client.$connect();
  expectTypeOf(client).toExtend<Prisma.TransactionClient>();
  expectTypeOf<ShopTransaction>().toExtend<Prisma.TransactionClient>();
}

test("a service client keeps the generated types", () => {
  expectTypeOf(uses).toBeFunction();
});
