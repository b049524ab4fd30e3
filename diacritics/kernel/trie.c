/* Words that could stand behind a damaged form: the vocabulary as a trie, searched together with the form. */
#include "kernel.h"

#include <stdlib.h>
#include <string.h>

static const float NEVER = -1e9f;

/* Nodes in depth-first order: children follow their parent, `skip` is the first node after a node's subtree. */
struct Trie {
    int32_t nodes;
    uint8_t *letter;
    uint8_t *depth;
    int32_t *skip;
    int32_t *word;
};

static int grow(Trie *trie, int32_t *room) {
    if (trie->nodes < *room)
        return 1;
    int32_t more = *room ? *room * 2 : 4096;
    uint8_t *letter = realloc(trie->letter, (size_t)more);
    if (letter)
        trie->letter = letter;
    uint8_t *depth = realloc(trie->depth, (size_t)more);
    if (depth)
        trie->depth = depth;
    int32_t *word = realloc(trie->word, (size_t)more * sizeof *word);
    if (word)
        trie->word = word;
    if (!letter || !depth || !word)
        return 0;
    *room = more;
    return 1;
}

/* Build a trie of words given as rows of letter numbers; they must be sorted by those rows. */
API Trie *trie_new(int32_t words, const int32_t *offsets, const uint8_t *letters) {
    if (words < 0)
        return NULL;
    Trie *trie = calloc(1, sizeof *trie);
    int32_t room = 0, path[MAX_WORD + 1] = {0};
    const uint8_t *before = NULL;
    int32_t before_length = 0;
    for (int32_t w = 0; trie && w < words; w++) {
        const uint8_t *row = letters + offsets[w];
        int32_t length = offsets[w + 1] - offsets[w], shared = 0;
        if (length <= 0 || length > MAX_WORD)
            continue;
        while (before && shared < length && shared < before_length && row[shared] == before[shared])
            shared++;
        for (int32_t d = shared; d < length; d++) {
            if (!grow(trie, &room)) {
                trie_free(trie);
                return NULL;
            }
            trie->letter[trie->nodes] = row[d];
            trie->depth[trie->nodes] = (uint8_t)(d + 1);
            trie->word[trie->nodes] = -1;
            path[d + 1] = trie->nodes++;
        }
        trie->word[path[length]] = w;
        before = row;
        before_length = length;
    }
    if (!trie)
        return NULL;
    trie->skip = malloc(((size_t)trie->nodes + 1) * sizeof *trie->skip);
    if (!trie->skip) {
        trie_free(trie);
        return NULL;
    }
    int32_t last[MAX_WORD + 2];
    for (int32_t d = 0; d < MAX_WORD + 2; d++)
        last[d] = trie->nodes;
    for (int32_t i = trie->nodes - 1; i >= 0; i--) {
        int32_t depth = trie->depth[i], next = trie->nodes;
        for (int32_t d = 0; d <= depth; d++)
            next = last[d] < next ? last[d] : next;
        trie->skip[i] = next;
        last[depth] = i;
        for (int32_t d = depth + 1; d < MAX_WORD + 2; d++)
            last[d] = trie->nodes;
    }
    return trie;
}

API void trie_free(Trie *trie) {
    if (!trie)
        return;
    free(trie->letter);
    free(trie->depth);
    free(trie->skip);
    free(trie->word);
    free(trie);
}

API int32_t trie_priors(const Trie *trie, const float *prior, int32_t room, float *best) {
    if (!trie)
        return BAD_INPUT;
    if (room < trie->nodes)
        return trie->nodes;
    float below[MAX_WORD + 2];
    for (int32_t d = 0; d < MAX_WORD + 2; d++)
        below[d] = NEVER;
    for (int32_t i = trie->nodes - 1; i >= 0; i--) {
        int32_t d = trie->depth[i];
        float most = below[d + 1];
        if (trie->word[i] >= 0 && prior[trie->word[i]] > most)
            most = prior[trie->word[i]];
        best[i] = most;
        below[d + 1] = NEVER;
        below[d] = most > below[d] ? most : below[d];
    }
    return trie->nodes;
}

typedef struct {
    int32_t word;
    uint8_t shape;
    float score, rank;
} Hit;

typedef struct {
    const float *row[MAX_FORM][MAX_CHUNK + 1]; /* emissions of the chunk that begins here with this length */
    float ahead[2][MAX_FORM + 1];              /* no small or capital letters can do better on the rest of the form */
    float insert[MAX_FORM];                    /* cost of taking this code point for dirt */
    int32_t length;
} Form;

static float insertion(const Channel *channel, uint32_t point) {
    static const char STROKES[] = "ilIjtfr1";
    if (point < 128) {
        for (const char *s = STROKES; *s; s++)
            if (point == (uint32_t)*s)
                return channel->insert_stroke;
        int is_letter = (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z') || (point >= '0' && point <= '9');
        return is_letter ? channel->insert_letter : channel->insert_mark;
    }
    /* Latin letters end at U+024F, Vietnamese ones at U+1EF9; what else stands there is dirt. */
    int is_letter = (point >= 0xC0 && point < 0x250) || (point >= 0x1E00 && point < 0x1F00);
    return is_letter ? channel->insert_letter : channel->insert_mark;
}

static int32_t find_chunk(const Channel *channel, uint64_t key) {
    int32_t low = 0, high = channel->rows;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (channel->keys[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < channel->rows && channel->keys[low] == key ? low : -1;
}

static void prepare(Form *form, const Channel *channel, const uint32_t *text, int32_t length, const float *own,
                    const uint8_t *has_own) {
    int32_t columns = 2 * channel->letters;
    form->length = length;
    form->ahead[0][length] = form->ahead[1][length] = 0;
    for (int32_t j = length - 1; j >= 0; j--) {
        uint64_t key = 0;
        form->insert[j] = insertion(channel, text[j]);
        float best[2];
        for (int32_t half = 0; half < 2; half++)
            best[half] = form->insert[j] + form->ahead[half][j + 1];
        for (int32_t k = 1; k <= MAX_CHUNK; k++) {
            form->row[j][k] = NULL;
            if (j + k > length)
                continue;
            key = key << 21 | (text[j + k - 1] & 0x1FFFFF);
            int32_t found = find_chunk(channel, key);
            const float *row = channel->emit + (size_t)(found < 0 ? channel->rows + k - 1 : found) * columns;
            if (k == 1 && has_own[j])
                row = own + (size_t)j * columns;
            form->row[j][k] = row;
            for (int32_t half = 0; half < 2; half++) {
                float most = NEVER;
                for (int32_t c = half * channel->letters; c < (half + 1) * channel->letters; c++)
                    most = row[c] > most ? row[c] : most;
                if (most + form->ahead[half][j + k] > best[half])
                    best[half] = most + form->ahead[half][j + k];
            }
        }
        form->ahead[0][j] = best[0];
        form->ahead[1][j] = best[1];
    }
}

static int worse(const Hit *a, const Hit *b) {
    return a->rank < b->rank || (a->rank == b->rank && a->word > b->word);
}

/* The rank a further hit must beat: none while there is room. */
static float bar_of(const Hit *hits, int32_t count, int32_t capacity) {
    if (count < capacity)
        return NEVER;
    float bar = hits[0].rank;
    for (int32_t i = 1; i < count; i++)
        bar = hits[i].rank < bar ? hits[i].rank : bar;
    return bar;
}

/* Keep the best hits; a word keeps only its best case. */
static int32_t keep(Hit *hits, int32_t count, int32_t capacity, Hit hit) {
    for (int32_t i = 0; i < count; i++)
        if (hits[i].word == hit.word) {
            if (hits[i].rank < hit.rank)
                hits[i] = hit;
            return count;
        }
    if (count < capacity) {
        hits[count] = hit;
        return count + 1;
    }
    int32_t worst = 0;
    for (int32_t i = 1; i < count; i++)
        if (worse(&hits[i], &hits[worst]))
            worst = i;
    if (worse(&hits[worst], &hit))
        hits[worst] = hit;
    return count;
}

/* Walk the trie in one case; returns the new number of hits, raises *best. Only the stretch of each row that can still
 * lead to a hit is worked on. */
static int32_t walk(const Trie *trie, const Channel *channel, const Form *form, const float *prior,
                    const float *prior_below, int32_t shape, float cost, float beam, float floor, float *best, Hit *hits, int32_t count, int32_t capacity) {
    float rows[MAX_WORD + 1][MAX_FORM + 1];
    int32_t low[MAX_WORD + 1], high[MAX_WORD + 1];
    int32_t n = form->length, capital = channel->letters;
    const float *ahead = form->ahead[shape == 2];
    float bar = bar_of(hits, count, capacity);
    rows[0][0] = cost;
    low[0] = high[0] = 0;
    for (int32_t i = 0; i < trie->nodes;) {
        int32_t d = trie->depth[i], letter = trie->letter[i];
        if (letter >= capital || d > MAX_WORD) {
            i = trie->skip[i];
            continue;
        }
        int32_t column = letter + ((shape == 2 || (shape == 1 && d == 1)) ? capital : 0);
        float least = *best - beam > floor ? *best - beam : floor;
        if (bar - prior_below[i] > least)
            least = bar - prior_below[i]; /* with its best word this branch would still not be among the best */
        float erase = channel->erase[column];
        const float *above = rows[d - 1];
        int32_t from = low[d - 1], to = high[d - 1], first = -1, last = -1;
        float *row = rows[d];
        for (int32_t j = from; j <= n && (j <= to + MAX_CHUNK || last == j - 1); j++) {
            float value = j <= to ? above[j] + erase : NEVER;
            for (int32_t k = 1; k <= MAX_CHUNK && j - k >= from; k++) {
                if (j - k > to)
                    continue;
                float other = above[j - k] + form->row[j - k][k][column];
                value = other > value ? other : value;
            }
            if (first >= 0 && row[j - 1] + form->insert[j - 1] > value)
                value = row[j - 1] + form->insert[j - 1];
            if (value + ahead[j] >= least) {
                first = first < 0 ? j : first;
                last = j;
            } else if (first >= 0)
                value = NEVER;
            if (first >= 0)
                row[j] = value;
        }
        if (first < 0) {
            i = trie->skip[i];
            continue;
        }
        low[d] = first;
        high[d] = last;
        if (trie->word[i] >= 0 && last == n && row[n] >= least) {
            Hit hit = {trie->word[i], (uint8_t)shape, row[n], row[n] + prior[trie->word[i]]};
            *best = row[n] > *best ? row[n] : *best;
            count = keep(hits, count, capacity, hit);
            bar = bar_of(hits, count, capacity);
        }
        i++;
    }
    return count;
}

static int by_rank(const void *a, const void *b) {
    return worse((const Hit *)a, (const Hit *)b) ? 1 : -1;
}

/* Find the words behind `form`, best first: at most `capacity`, none more than `beam` nats below the likeliest, none
 * more than `give_up` nats below what the form could reach at best. Scores are log P(form | word, case) + case cost. */
API int32_t search(const Trie *trie, const Channel *channel, const float *prior, const float *prior_below,
                   const float *case_cost, const uint32_t *text, int32_t length, const Choice *choices, int32_t choice_count, float beam,
                   float give_up, int32_t capacity, int32_t *words, uint8_t *cases, float *scores) {
    if (!trie || !channel || length <= 0 || length > MAX_FORM || capacity <= 0 || choice_count < 0)
        return BAD_INPUT;
    int32_t columns = 2 * channel->letters;
    uint8_t has_own[MAX_FORM] = {0};
    float *own = NULL;
    Hit *hits = malloc((size_t)capacity * sizeof *hits);
    if (!hits)
        return OUT_OF_MEMORY;
    if (choice_count) {
        own = malloc((size_t)length * columns * sizeof *own);
        if (!own) {
            free(hits);
            return OUT_OF_MEMORY;
        }
        for (int32_t i = 0; i < choice_count; i++) {
            int32_t place = choices[i].place, column = choices[i].column;
            if (place < 0 || place >= length || column < 0 || column >= columns)
                continue;
            float *row = own + (size_t)place * columns;
            if (!has_own[place]) {
                int32_t found = find_chunk(channel, text[place] & 0x1FFFFF);
                memcpy(row, channel->emit + (size_t)(found < 0 ? channel->rows : found) * columns,
                       (size_t)columns * sizeof *row);
                has_own[place] = 1;
            }
            if (row[column] < choices[i].bonus)
                row[column] = choices[i].bonus;
        }
    }
    Form form;
    prepare(&form, channel, text, length, own, has_own);
    /* First look near the best a form could reach, then wider, until a word is found; then once for all in its beam. */
    static const float WINDOWS[] = {4.0f, 9.0f, 16.0f, 1e8f};
    int32_t count = 0;
    float best = NEVER, top = form.ahead[0][0] > form.ahead[1][0] ? form.ahead[0][0] : form.ahead[1][0];
    for (int32_t pass = 0; pass < 5; pass++) {
        float window = pass < 4 && WINDOWS[pass] < give_up ? WINDOWS[pass] : give_up;
        float floor = best > NEVER ? best - beam : top - window;
        int is_last = best > NEVER || window >= give_up;
        count = 0;
        for (int32_t shape = 0; shape < CASES; shape++)
            count = walk(trie, channel, &form, prior, prior_below, shape, case_cost[shape], beam, floor, &best, hits,
                         count, capacity);
        if (is_last || (best > NEVER && best - beam >= floor))
            break;
    }
    qsort(hits, (size_t)count, sizeof *hits, by_rank);
    int32_t kept = 0;
    for (int32_t i = 0; i < count; i++)
        if (hits[i].score >= best - beam) {
            words[kept] = hits[i].word;
            cases[kept] = hits[i].shape;
            scores[kept++] = hits[i].score;
        }
    free(own);
    free(hits);
    return kept;
}
