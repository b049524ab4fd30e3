/* The best path through a lattice of words under the n-gram model, and how likely each of its arcs is. */
#include "kernel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float NEVER = -1e30f;

/* The words before a place, as far as the model remembers them: entries on levels 1, 2, 3 or -1. */
typedef struct {
    int32_t last, pair, triple;
    float best, sum;
    int32_t twin; /* the first state of this place with the same last word */
    int32_t step; /* the transition the best path came by */
    float after;  /* log sum of all ways on from here */
} State;

typedef struct {
    int32_t source, target, arc;
    float score; /* arc and language score together */
} Step;

typedef struct {
    State *states;
    Step *steps;
    int32_t *first; /* states of place i are first[i] .. first[i + 1] */
    int32_t state_count, state_room, step_count, step_room;
} Web;

typedef struct {
    State state;
    int32_t source, arc, next;
    float score;
} Try;

static int32_t child(const Level *level, const Level *below, int32_t parent, int32_t word) {
    uint32_t low = level->first[parent], high = level->first[parent + 1], end = high;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (below->words[middle] < word)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && below->words[low] == word ? (int32_t)low : -1;
}

static float own_pair(const Language *language, int32_t before, int32_t word) {
    uint64_t key = (uint64_t)before << 32 | (uint32_t)word;
    int32_t low = 0, high = language->pair_count;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (language->pair_keys[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < language->pair_count && language->pair_keys[low] == key ? language->pair_p[low] : 0.0f;
}

/* Entry of `word` after the last word of `state` on the second level, or -1. */
static int32_t pair_of(const Language *language, const State *state, int32_t word) {
    if (language->order < 2 || state->last >= language->vocabulary || word >= language->vocabulary)
        return -1;
    return child(&language->levels[0], &language->levels[1], state->last, word);
}

/* Log probability of `word` after `state`, `pair` being their pair_of; `reached` becomes the state behind it. */
static float advance(const Language *language, const State *state, int32_t word, int32_t pair, State *reached) {
    const Level *level = language->levels;
    float step = language->step, log_p;
    reached->last = word;
    reached->pair = pair;
    reached->triple = -1;
    int known = word < language->vocabulary, had = state->last < language->vocabulary;
    log_p = known ? -step * level[0].log_p[word] : language->added_log_p;
    if (reached->pair >= 0)
        log_p = -step * level[1].log_p[reached->pair];
    else if (had)
        log_p -= step * level[0].log_backoff[state->last];
    if (state->pair >= 0 && language->order > 2) {
        if (reached->pair >= 0)
            reached->triple = child(&level[1], &level[2], state->pair, word);
        if (reached->triple >= 0)
            log_p = -step * level[2].log_p[reached->triple];
        else
            log_p -= step * level[1].log_backoff[state->pair];
    }
    if (state->triple >= 0 && language->order > 3) {
        int32_t four = reached->triple >= 0 ? child(&level[2], &level[3], state->triple, word) : -1;
        if (four >= 0)
            log_p = -step * level[3].log_p[four];
        else
            log_p -= step * level[2].log_backoff[state->triple];
    }
    if (language->pair_count) {
        float own = own_pair(language, state->last, word);
        if (own > 0)
            log_p = logf((1 - language->pair_weight) * expf(log_p) + language->pair_weight * own);
    }
    return log_p;
}

static float log_add(float a, float b) {
    float high = a > b ? a : b, low = a > b ? b : a;
    return low - high < -20.0f ? high : high + log1pf(expf(low - high));
}

static int room_for(void **array, int32_t count, int32_t *room, size_t size) {
    if (count < *room)
        return 1;
    int32_t more = *room ? *room * 2 : 1024;
    void *bigger = realloc(*array, (size_t)more * size);
    if (!bigger)
        return 0;
    *array = bigger;
    *room = more;
    return 1;
}

static int same(const State *a, const State *b) {
    return a->last == b->last && a->pair == b->pair && a->triple == b->triple;
}

static int by_best(const void *a, const void *b) {
    const Try *x = a, *y = b;
    if (x->state.best != y->state.best)
        return x->state.best < y->state.best ? 1 : -1;
    return x->arc != y->arc ? (x->arc < y->arc ? -1 : 1) : (x->source < y->source ? -1 : x->source > y->source);
}

/* Merge tries that lead to the same history, keep the best `beam` histories and the steps that lead to them. */
static int settle(Web *web, const Effort *effort, Try *tries, int32_t count, float best) {
    int32_t begin = web->state_count;
    qsort(tries, (size_t)count, sizeof *tries, by_best);
    for (int32_t i = 0; i < count; i++) {
        if (tries[i].state.best < best - effort->prune)
            break;
        int32_t found = -1;
        for (int32_t s = begin; s < web->state_count; s++)
            if (same(&web->states[s], &tries[i].state)) {
                found = s;
                break;
            }
        if (found < 0) {
            if (web->state_count - begin >= effort->beam)
                continue;
            if (!room_for((void **)&web->states, web->state_count, &web->state_room, sizeof *web->states))
                return OUT_OF_MEMORY;
            found = web->state_count++;
            web->states[found] = tries[i].state;
            web->states[found].step = web->step_count;
            web->states[found].after = NEVER;
            web->states[found].twin = found;
            for (int32_t s = begin; s < found; s++)
                if (web->states[s].last == web->states[found].last) {
                    web->states[found].twin = s;
                    break;
                }
        } else
            web->states[found].sum = log_add(web->states[found].sum, tries[i].state.sum);
        if (!room_for((void **)&web->steps, web->step_count, &web->step_room, sizeof *web->steps))
            return OUT_OF_MEMORY;
        Step step = {tries[i].source, found, tries[i].arc, tries[i].score};
        web->steps[web->step_count++] = step;
    }
    return 0;
}

static int check(const Language *language, int32_t places, int32_t arcs, const int32_t *from, const int32_t *to,
                 const int32_t *word) {
    if (!language || language->order < 1 || language->order > 4 || places < 1 || arcs < 0)
        return 0;
    for (int32_t a = 0; a < arcs; a++)
        if (from[a] < 0 || to[a] <= from[a] || to[a] >= places || word[a] < -1 ||
            word[a] >= language->vocabulary + language->added)
            return 0;
    return 1;
}

/* Order the arcs by where they end; returns the list of arcs and fills `begin` with places + 1 offsets. */
static int32_t *arcs_by_end(int32_t places, int32_t arcs, const int32_t *to, int32_t *begin) {
    int32_t *order = malloc(((size_t)arcs + 1) * sizeof *order);
    if (!order)
        return NULL;
    memset(begin, 0, ((size_t)places + 2) * sizeof *begin);
    for (int32_t a = 0; a < arcs; a++)
        begin[to[a] + 2]++;
    for (int32_t p = 0; p < places; p++)
        begin[p + 2] += begin[p + 1];
    for (int32_t a = 0; a < arcs; a++)
        order[begin[to[a] + 1]++] = a;
    return order;
}

static int forward(Web *web, const Language *language, const Effort *effort, int32_t places, const int32_t *begin,
                   const int32_t *order, const int32_t *from, const int32_t *word, const float *score) {
    enum { MOST_MEMORY = 64, NOT_LOOKED_UP = -2 };
    int32_t pairs[MOST_MEMORY];
    Try *tries = NULL;
    int32_t room = 0, result = 0;
    for (int32_t place = 1; place < places && !result; place++) {
        int32_t count = 0;
        float best = NEVER;
        web->first[place] = web->state_count;
        for (int32_t i = begin[place]; i < begin[place + 1] && !result; i++) {
            int32_t a = order[i], begin_states = web->first[from[a]];
            for (int32_t s = begin_states; s < web->first[from[a] + 1]; s++)
                if (s - begin_states < MOST_MEMORY)
                    pairs[s - begin_states] = NOT_LOOKED_UP;
            for (int32_t s = begin_states; s < web->first[from[a] + 1]; s++) {
                const State *state = &web->states[s];
                if (state->best + score[a] < best - effort->prune)
                    continue;
                if (!room_for((void **)&tries, count, &room, sizeof *tries)) {
                    result = OUT_OF_MEMORY;
                    break;
                }
                Try *one = &tries[count++];
                one->state = *state;
                one->score = score[a];
                if (word[a] >= 0) {
                    int32_t slot = state->twin - begin_states, pair = NOT_LOOKED_UP;
                    if (slot < MOST_MEMORY)
                        pair = pairs[slot];
                    if (pair == NOT_LOOKED_UP)
                        pair = pair_of(language, state, word[a]);
                    if (slot < MOST_MEMORY)
                        pairs[slot] = pair;
                    one->score += effort->language_weight * advance(language, state, word[a], pair, &one->state);
                }
                one->state.best = state->best + one->score;
                one->state.sum = state->sum + effort->sharpness * one->score;
                one->source = s;
                one->arc = a;
                best = one->state.best > best ? one->state.best : best;
                if (one->state.best < best - effort->prune)
                    count--;
            }
        }
        if (!result)
            result = settle(web, effort, tries, count, best);
        web->first[place + 1] = web->state_count;
    }
    free(tries);
    return result;
}

static void backward(Web *web, const Effort *effort, int32_t last_place, int32_t arcs, float *posterior) {
    float all = NEVER;
    for (int32_t s = web->first[last_place]; s < web->first[last_place + 1]; s++) {
        web->states[s].after = 0;
        all = log_add(all, web->states[s].sum);
    }
    for (int32_t a = 0; a < arcs; a++)
        posterior[a] = 0;
    for (int32_t i = web->step_count - 1; i >= 0; i--) {
        const Step *step = &web->steps[i];
        float after = web->states[step->target].after;
        if (after <= NEVER)
            continue;
        float way = effort->sharpness * step->score + after;
        State *source = &web->states[step->source];
        posterior[step->arc] += expf(source->sum + way - all);
        source->after = log_add(source->after, way);
    }
}

/* Find the best path from place 0 to the last place; returns how many arcs it has, `path` lists them in order and
 * `posterior` gives every arc's share of all paths. Word -1 stands for arcs the language model does not see. */
API int32_t decode(const Language *language, const Effort *effort, int32_t places, int32_t arcs, const int32_t *from,
                   const int32_t *to, const int32_t *word, const float *score, int32_t *path, float *posterior,
                   float *total) {
    if (!check(language, places, arcs, from, to, word) || effort->beam < 1)
        return BAD_INPUT;
    Web web = {0};
    int32_t result = OUT_OF_MEMORY, *order = NULL;
    int32_t *begin = malloc(((size_t)places + 2) * sizeof *begin);
    web.first = calloc((size_t)places + 2, sizeof *web.first);
    if (!begin || !web.first)
        goto done;
    order = arcs_by_end(places, arcs, to, begin);
    if (!order || !room_for((void **)&web.states, 0, &web.state_room, sizeof *web.states))
        goto done;
    State start = {0, -1, -1, 0.0f, 0.0f, 0, -1, NEVER}; /* word 0 is the paragraph mark */
    web.states[web.state_count++] = start;
    web.first[1] = 1;
    result = forward(&web, language, effort, places, begin, order, from, word, score);
    if (result < 0)
        goto done;
    int32_t best = -1;
    for (int32_t s = web.first[places - 1]; s < web.first[places]; s++)
        if (best < 0 || web.states[s].best > web.states[best].best)
            best = s;
    if (best < 0) {
        result = NO_PATH;
        goto done;
    }
    *total = web.states[best].best;
    int32_t length = 0;
    for (int32_t s = best; web.states[s].step >= 0; s = web.steps[web.states[s].step].source)
        length++;
    result = length;
    for (int32_t s = best; web.states[s].step >= 0; s = web.steps[web.states[s].step].source)
        path[--length] = web.steps[web.states[s].step].arc;
    backward(&web, effort, places - 1, arcs, posterior);
done:
    free(order);
    free(begin);
    free(web.first);
    free(web.states);
    free(web.steps);
    return result;
}
