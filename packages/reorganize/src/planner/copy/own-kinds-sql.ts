import { inUserSchema } from "../../catalog/user-schema.js";

/** Columns that say whose an object is, and where. */
const columnsOf: Readonly<
  Record<string, { readonly owner?: string; readonly namespace?: string }>
> = {
  pg_language: { owner: "lanowner" },
  pg_conversion: { owner: "conowner", namespace: "connamespace" },
  pg_operator: { owner: "oprowner", namespace: "oprnamespace" },
  pg_opfamily: { owner: "opfowner", namespace: "opfnamespace" },
  pg_opclass: { owner: "opcowner", namespace: "opcnamespace" },
  pg_ts_parser: { namespace: "prsnamespace" },
  pg_ts_template: { namespace: "tmplnamespace" },
  pg_ts_dict: { owner: "dictowner", namespace: "dictnamespace" },
  pg_ts_config: { owner: "cfgowner", namespace: "cfgnamespace" },
  pg_statistic_ext: { owner: "stxowner", namespace: "stxnamespace" },
};

/**
 * Objects of kinds that pg-delta does not know, as `name` and `sql` that makes each: what it is said to
 * be by the server, and a definition from its catalog. The reader's search_path is empty.
 */
export const ownKindsSql = [
  own(
    "pg_language",
    `pg_catalog.format('CREATE %sLANGUAGE %I HANDLER %s', CASE WHEN lanpltrusted THEN 'TRUSTED ' END, lanname, lanplcallfoid::regproc)
       || CASE WHEN laninline <> 0 THEN ' INLINE ' || laninline::regproc ELSE '' END
       || CASE WHEN lanvalidator <> 0 THEN ' VALIDATOR ' || lanvalidator::regproc ELSE '' END`,
    {
      more: `(SELECT pg_catalog.string_agg(pg_catalog.format(E'\\n;GRANT %s ON LANGUAGE %I TO %s', privilege_type, lanname,
                  CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(grantee)) END), '')
                FROM pg_catalog.aclexplode(lanacl) WHERE grantee <> lanowner)`,
    },
  ),
  own(
    "pg_am",
    `pg_catalog.format('CREATE ACCESS METHOD %I TYPE %s HANDLER %s', amname, CASE amtype WHEN 'i' THEN 'INDEX' ELSE 'TABLE' END, amhandler::regproc)`,
  ),
  own(
    "pg_cast",
    `pg_catalog.format('CREATE CAST (%s AS %s) %s%s', pg_catalog.format_type(castsource, NULL), pg_catalog.format_type(casttarget, NULL),
       CASE castmethod WHEN 'f' THEN 'WITH FUNCTION ' || castfunc::regprocedure WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END,
       CASE castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' END)`,
  ),
  own(
    "pg_transform",
    `pg_catalog.format('CREATE TRANSFORM FOR %s LANGUAGE %s (%s)', pg_catalog.format_type(trftype, NULL),
       (SELECT pg_catalog.quote_ident(lanname) FROM pg_catalog.pg_language WHERE oid = trflang),
       pg_catalog.concat_ws(', ', 'FROM SQL WITH FUNCTION ' || NULLIF(trffromsql::regprocedure::text, '-'), 'TO SQL WITH FUNCTION ' || NULLIF(trftosql::regprocedure::text, '-')))`,
  ),
  own(
    "pg_conversion",
    `pg_catalog.format('CREATE %sCONVERSION %s FOR %L TO %L FROM %s', CASE WHEN condefault THEN 'DEFAULT ' END, identity,
       pg_catalog.pg_encoding_to_char(conforencoding), pg_catalog.pg_encoding_to_char(contoencoding), conproc::regproc)`,
  ),
  own(
    "pg_operator",
    `'CREATE OPERATOR ' || ${symbol("r.oid")} || ' (' || pg_catalog.concat_ws(', ', 'FUNCTION = ' || oprcode,
       'LEFTARG = ' || pg_catalog.format_type(NULLIF(oprleft, 0), NULL), 'RIGHTARG = ' || pg_catalog.format_type(NULLIF(oprright, 0), NULL),
       'COMMUTATOR = ' || ${symbol("r.oprcom", "OPERATOR(%s)")}, 'NEGATOR = ' || ${symbol("r.oprnegate", "OPERATOR(%s)")},
       'RESTRICT = ' || NULLIF(oprrest::text, '-'), 'JOIN = ' || NULLIF(oprjoin::text, '-'),
       CASE WHEN oprcanhash THEN 'HASHES' END, CASE WHEN oprcanmerge THEN 'MERGES' END) || ')'`,
    { where: "oprcode <> 0::regproc" },
  ),
  own("pg_opfamily", "'CREATE OPERATOR FAMILY ' || identity"),
  own(
    "pg_opclass",
    `pg_catalog.format('CREATE OPERATOR CLASS %s.%I %sFOR TYPE %s USING %I FAMILY %s AS ', namespace.nspname::text::regnamespace, opcname,
       CASE WHEN opcdefault THEN 'DEFAULT ' END, pg_catalog.format_type(opcintype, NULL),
       (SELECT amname FROM pg_catalog.pg_am WHERE oid = opcmethod),
       (SELECT pg_catalog.split_part(one.identity, ' USING ', 1) FROM pg_catalog.pg_identify_object('pg_catalog.pg_opfamily'::regclass, opcfamily, 0) AS one))
       || pg_catalog.concat_ws(', ', 'STORAGE ' || pg_catalog.format_type(COALESCE(NULLIF(opckeytype, 0), opcintype), NULL), ${members("pg_opclass")})`,
  ),
  own(
    "pg_opfamily",
    `'ALTER OPERATOR FAMILY ' || identity || ' ADD ' || ${members("pg_opfamily")}`,
    {
      where: `${members("pg_opfamily")} IS NOT NULL`,
      more: "''",
    },
  ),
  own(
    "pg_ts_parser",
    `pg_catalog.format('CREATE TEXT SEARCH PARSER %s (START = %s, GETTOKEN = %s, END = %s, LEXTYPES = %s', identity, prsstart, prstoken, prsend, prslextype)
       || CASE WHEN prsheadline <> 0::regproc THEN ', HEADLINE = ' || prsheadline ELSE '' END || ')'`,
  ),
  own(
    "pg_ts_template",
    `pg_catalog.format('CREATE TEXT SEARCH TEMPLATE %s (%s)', identity,
       pg_catalog.concat_ws(', ', 'INIT = ' || NULLIF(tmplinit::text, '-'), 'LEXIZE = ' || tmpllexize))`,
  ),
  own(
    "pg_ts_dict",
    `pg_catalog.format('CREATE TEXT SEARCH DICTIONARY %s (%s)', identity,
       pg_catalog.concat_ws(', ', 'TEMPLATE = ' || ${nameOf("pg_ts_template", "dicttemplate")}, dictinitoption))`,
  ),
  own(
    "pg_ts_config",
    `pg_catalog.format('CREATE TEXT SEARCH CONFIGURATION %s (PARSER = %s)', identity, ${nameOf("pg_ts_parser", "cfgparser")})
       || COALESCE((SELECT pg_catalog.string_agg(mapping, '') FROM (
            SELECT pg_catalog.format(E'\\n;ALTER TEXT SEARCH CONFIGURATION %s ADD MAPPING FOR %I WITH %s', identity, token.alias,
                     pg_catalog.string_agg(mapdict::regdictionary::text, ', ' ORDER BY mapseqno)) AS mapping
              FROM pg_catalog.pg_ts_config_map JOIN pg_catalog.ts_token_type(cfgparser) AS token ON tokid = maptokentype
             WHERE mapcfg = r.oid GROUP BY token.alias) AS mappings), '')`,
  ),
  own("pg_statistic_ext", "pg_catalog.pg_get_statisticsobjdef(r.oid)"),
];

interface Parts {
  readonly where?: string;
  /** SQL of statements that follow; by default none. */
  readonly more?: string;
}

/** SQL of one kind: those of users that no extension brought, with their owner and comment. */
function own(
  catalog: string,
  definition: string,
  { where = "true", more = "''" }: Parts = {},
): string {
  const { owner, namespace } = columnsOf[catalog] ?? {};
  const rest = [
    `COALESCE(${more}, '')`,
    ...(owner === undefined
      ? []
      : [
          `COALESCE(E'\\n;ALTER ' || said || ' OWNER TO ' || pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(${owner})), '')`,
        ]),
    `COALESCE(E'\\n;COMMENT ON ' || said || ' IS ' || pg_catalog.quote_literal(pg_catalog.obj_description(r.oid, '${catalog}')), '')`,
  ];
  const place =
    namespace === undefined
      ? ""
      : `JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = ${namespace} AND ${inUserSchema("namespace.nspname")}`;
  return `SELECT known.type || ' ' || identity AS name, (${definition}) || ${rest.join("\n || ")} AS sql
  FROM pg_catalog.${catalog} AS r ${place}
 CROSS JOIN LATERAL pg_catalog.pg_identify_object('pg_catalog.${catalog}'::regclass, r.oid, 0) AS known
 CROSS JOIN LATERAL (SELECT CASE known.type WHEN 'statistics object' THEN 'STATISTICS' ELSE known.type END || ' ' || identity AS said) AS spoken
 WHERE r.oid >= 16384 AND (${where})
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.${catalog}'::regclass AND objid = r.oid AND deptype IN ('e', 'i'))`;
}

function nameOf(catalog: string, oid: string): string {
  return `(SELECT one.identity FROM pg_catalog.pg_identify_object('pg_catalog.${catalog}'::regclass, ${oid}, 0) AS one)`;
}

/** An operator with its schema and without its operands. */
function symbol(oid: string, format = "%s"): string {
  return `(SELECT pg_catalog.format('${format}', pg_catalog.quote_ident(nspname) || '.' || oprname) FROM pg_catalog.pg_operator AS one
             JOIN pg_catalog.pg_namespace AS its ON its.oid = one.oprnamespace WHERE one.oid = ${oid})`;
}

/** The operators and functions that belong to a class, or to a family alone. */
function members(holder: "pg_opclass" | "pg_opfamily"): string {
  const belongs = (catalog: string): string =>
    `EXISTS (SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.${catalog}'::regclass AND objid = part.oid
                AND refclassid = 'pg_catalog.${holder}'::regclass AND refobjid = r.oid)`;
  return `(SELECT pg_catalog.string_agg(member, ', ') FROM (
     SELECT pg_catalog.format('OPERATOR %s %s', amopstrategy, amopopr::regoperator)
              || CASE WHEN amopsortfamily <> 0 THEN ' FOR ORDER BY ' || pg_catalog.split_part(${nameOf("pg_opfamily", "amopsortfamily")}, ' USING ', 1) ELSE '' END AS member
       FROM pg_catalog.pg_amop AS part WHERE ${belongs("pg_amop")}
     UNION ALL
     SELECT pg_catalog.format('FUNCTION %s (%s, %s) %s', amprocnum, pg_catalog.format_type(amproclefttype, NULL), pg_catalog.format_type(amprocrighttype, NULL), amproc::regprocedure)
       FROM pg_catalog.pg_amproc AS part WHERE ${belongs("pg_amproc")}) AS members)`;
}
