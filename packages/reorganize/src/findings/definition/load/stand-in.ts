import type pg from "pg";

/** The extension whose type has a stand-in where the server does not offer it. */
export const vectorExtension = "vector";

/** Access methods of that extension: no stand-in has them. */
export const vectorIndexes = ["hnsw", "ivfflat"] as const;

/**
 * Makes a type of the name `vector` that takes a dimension and keeps texts, with the operators that tell a
 * distance, so that what uses them can be defined. It has no access method. The login has to be a superuser, for
 * only those make types with functions of the server.
 */
export async function makeVectorStandIn(client: pg.ClientBase): Promise<void> {
  await client.query(standIn);
}

const internal = "LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE";

const standIn = `
  CREATE TYPE public.vector;
  CREATE FUNCTION public.vector_in(cstring) RETURNS public.vector ${internal} AS 'textin';
  CREATE FUNCTION public.vector_out(public.vector) RETURNS cstring ${internal} AS 'textout';
  CREATE FUNCTION public.vector_typmod_in(cstring[]) RETURNS integer ${internal} AS 'varchartypmodin';
  CREATE FUNCTION public.vector_typmod_out(integer) RETURNS cstring ${internal} AS 'varchartypmodout';
  CREATE TYPE public.vector (
    INPUT = public.vector_in, OUTPUT = public.vector_out, INTERNALLENGTH = VARIABLE, STORAGE = extended,
    TYPMOD_IN = public.vector_typmod_in, TYPMOD_OUT = public.vector_typmod_out);
  CREATE FUNCTION public.vector_distance(public.vector, public.vector) RETURNS double precision
    LANGUAGE sql IMMUTABLE STRICT AS 'SELECT 0::pg_catalog.float8';
  CREATE OPERATOR public.<-> (FUNCTION = public.vector_distance, LEFTARG = public.vector, RIGHTARG = public.vector);
  CREATE OPERATOR public.<=> (FUNCTION = public.vector_distance, LEFTARG = public.vector, RIGHTARG = public.vector);
  CREATE OPERATOR public.<#> (FUNCTION = public.vector_distance, LEFTARG = public.vector, RIGHTARG = public.vector)`;
