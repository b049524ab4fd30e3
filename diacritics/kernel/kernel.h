/* The hot part of restoring: which words could stand behind a damaged form, and the best path through a text.
 *
 * Every function checks what it is given and answers with a negative number (an error below) instead of reading or
 * writing outside of the arrays. Arrays belong to the caller; nothing is kept after a call but tries made by trie_new.
 */
#ifndef BOCTACH_KERNEL_H
#define BOCTACH_KERNEL_H

#include <stdint.h>

#define API __attribute__((visibility("default")))

enum { OUT_OF_MEMORY = -1, BAD_INPUT = -2, NO_PATH = -3 };

enum {
    MAX_FORM = 32,  /* code points of a damaged form; longer ones are no words */
    MAX_WORD = 14,  /* letters of a word of the vocabulary */
    MAX_CHUNK = 3,  /* code points one letter can leave on paper */
    CASES = 3,      /* lower, Title, UPPER */
};

/* P(what is seen | letter): one row per chunk of 1 to 3 code points, 2 * letters columns (small, then capital). */
typedef struct {
    int32_t letters;
    int32_t rows;         /* chunks known; after them stand MAX_CHUNK rows for unknown chunks of each length */
    const uint64_t *keys; /* chunks, sorted; code points packed 21 bits each */
    const float *emit;    /* [rows + MAX_CHUNK][2 * letters] log probabilities */
    const float *erase;   /* [2 * letters] log probability that the letter left nothing */
    float insert_mark;    /* log probability of dirt read as punctuation inside a word */
    float insert_stroke;  /* of a thin letter (i, l, 1 ...) that no letter left */
    float insert_letter;  /* of any other */
} Channel;

/* What the engine itself says about one symbol of the form: letter `column` at code point `place` weighs `bonus`. */
typedef struct {
    int32_t place;
    int32_t column;
    float bonus;
} Choice;

typedef struct Trie Trie;

API Trie *trie_new(int32_t words, const int32_t *offsets, const uint8_t *letters);
API void trie_free(Trie *trie);
/* `room` nodes at most; per node the best prior of the words below it. Returns the number of nodes. */
API int32_t trie_priors(const Trie *trie, const float *prior, int32_t room, float *best);
API int32_t search(const Trie *trie, const Channel *channel, const float *prior, const float *prior_below,
                   const float *case_cost,
                   const uint32_t *form, int32_t length, const Choice *choices, int32_t choice_count, float beam,
                   float give_up, int32_t capacity, int32_t *words, uint8_t *cases, float *scores);

/* One level of the n-gram trie; children of entry i are entries first[i] .. first[i + 1] of the next level. */
typedef struct {
    int32_t size;
    const uint16_t *words;
    const uint8_t *log_p;       /* quantised: value * step below zero */
    const uint8_t *log_backoff; /* quantised likewise */
    const uint32_t *first;      /* NULL on the last level */
} Level;

typedef struct {
    int32_t order;
    int32_t vocabulary;    /* words the levels know; word numbers above are names added at run time */
    int32_t added;         /* number of those */
    float step;            /* nats a unit of the quantised values stands for */
    float added_log_p;     /* log probability of an added word */
    const Level *levels;
    int32_t pair_count;    /* pairs of words of this paper and of the lexicon, sorted by key */
    const uint64_t *pair_keys; /* previous word << 32 | word */
    const float *pair_p;   /* probability of the word after the previous one */
    float pair_weight;     /* share of the mixture they get */
} Language;

typedef struct {
    float language_weight;
    float sharpness; /* scores are multiplied by this before posteriors are taken */
    float prune;     /* paths this many nats below the best at their place are dropped */
    int32_t beam;    /* word histories kept per place */
} Effort;

API int32_t decode(const Language *language, const Effort *effort, int32_t places, int32_t arcs, const int32_t *from,
                   const int32_t *to, const int32_t *word, const float *score, int32_t *path, float *posterior,
                   float *total);

#endif
