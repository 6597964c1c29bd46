export { type Acceleration, accelerate, decelerate } from "./accelerate.js";
export {
  type Embedded,
  EmbeddingUnavailable,
  type EmbedOptions,
  embedPending,
} from "./embed-pending.js";
export { embedWords, wordsModel } from "./embed-words.js";
export { type EmbeddingStatus, embeddingStatus, retryFailed } from "./embedding-status.js";
export { fillCollection } from "./fill-collection.js";
export { searchByText, type TextSearch } from "./search-by-text.js";
export { searchByVector, type VectorSearch } from "./search-by-vector.js";
export { type CombinedSearch, type FoundCombined, searchCombined } from "./search-combined.js";
export type { Found, SearchRequest } from "./search-request.js";
export { setLanguage } from "./set-language.js";
export { type SimilarSearch, similarTo } from "./similar-to.js";
