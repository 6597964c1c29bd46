import { defineMapping } from "@deepiri/reorganize-mapping";
import { accounts } from "./reorganize/accounts.js";
import { branches } from "./reorganize/branches.js";
import { entitiesOf, found } from "./reorganize/entities.js";
import { events } from "./reorganize/events.js";
import { combinations, contexts, snippets, templates, workflows } from "./reorganize/library.js";
import { favorites, shares } from "./reorganize/links.js";
import { relationships } from "./reorganize/relationships.js";
import { usage } from "./reorganize/usage.js";

const noTeams = "there are no teams any more: what they saw is shared with their members";
const embedAnew = "384 numbers of an old model: every text is queued to be embedded anew";

/** What becomes of the old database, of whose 87 tables 43 are known. What it does not name is asked about. */
export default defineMapping({
  projections: {
    ...accounts,
    ...entitiesOf(templates, found),
    ...entitiesOf(contexts),
    ...entitiesOf(snippets),
    ...entitiesOf(combinations),
    ...entitiesOf(workflows),
    ...branches,
    relationships,
    favorites,
    shares,
    ...usage,
    ...events,
  },
  leftOut: {
    "public.refresh_tokens":
      "sessions are live credentials, and hashes cannot be turned back: everybody logs in again",
    "public.context_embeddings": embedAnew,
    "public.template_embeddings": embedAnew,
    "public.embedding_queue": embedAnew,
    "public.context_backups": "texts from before they were shortened: the backup has them",
    "public.user_profiles": "its user is gone",
    "public.user_preferences": "its user is gone",
    "public.teams": noTeams,
    "public.teams.name": noTeams,
    "public.teams.slug": noTeams,
    "public.teams.description": noTeams,
    "public.teams.owner_id": noTeams,
    "public.teams.created_by": noTeams,
    "public.teams.created_at": noTeams,
    "public.team_members.id": "a share has a key of its own",
    "public.user_favorites.id": "a favourite is its user and entity",
    "public.template_versions.change_summary": "a version has no summary",
    "public.template_versions.is_current": "the last version is the current one",
    "public.context_layer_versions.change_summary": "a version has no summary",
    "public.context_layer_versions.is_current": "the last version is the current one",
    "public.context_versions.diff_from_parent": "it follows from the texts",
  },
  known: {
    "public.team_invitations": "open invitations: whoever looks after them decides",
    "public.token_usage_summary": "limits of users, for the billing that has no place here yet",
    "public.context_usage_sessions": "sessions of use: nothing refers to them any more",
    "public.auto_compositions": "compositions that a program proposed",
    "public.compression_analytics": "figures of a program",
    "public.conversation_sessions": "guided building of contexts, which has no place here yet",
    "public.conversation_messages": "guided building of contexts, which has no place here yet",
    "public.email_verification_pins": "they end by themselves",
    "public.subscription_tiers": "billing has no place here yet",
    "public.subscriptions": "billing has no place here yet",
    "public.payment_transactions": "billing has no place here yet",
    "public.projects": "projects have no place here yet",
    "public.tasks": "tasks have no place here yet",
  },
});
