"""Average-link grouping over sparse evidence: the strongest mean first, ties by age."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence

# (i, j) with i < j -> evidence in thousandths of a bit.
Links = dict[tuple[int, int], int]
Link = Callable[[int, int], int | None]

# What a pair counts that was not worth weighing; less is cut off here, so that one odd pair decides nothing.
DROPPED = -10_000


def mean(one: Sequence[int], other: Sequence[int], *, link: Link) -> int | None:
    """Mean evidence over all pairs of two groups, rounded down; `None` if any pair can never be one."""
    bits = total(one, other, link=link)
    return None if bits is None else bits // (len(one) * len(other))


def group(members: Sequence[int], *, link: Link, links: Links, enough: int) -> list[list[int]]:
    """Groups of `members` in which everything was joined with a mean of at least `enough`; each sorted."""
    clusters: dict[int, list[int]] = {i: [i] for i in members}
    near: dict[int, dict[int, int]] = {i: {} for i in members}
    heap: list[tuple[int, int, int]] = []
    for i, j in within(members, links):
        near[i][j] = near[j][i] = links[i, j]
        if links[i, j] >= enough:
            heap.append((-links[i, j], i, j))
    heapq.heapify(heap)
    while heap:
        score, i, j = heapq.heappop(heap)
        if near.get(i, {}).get(j) is None or j not in clusters or i not in clusters:
            continue
        if current(clusters, near, i=i, j=j) != -score:
            continue
        merge(clusters, near, i=i, j=j, link=link)
        for k in near[i]:
            bits = current(clusters, near, i=i, j=k)
            if bits >= enough:
                heapq.heappush(heap, (-bits, min(i, k), max(i, k)))
    return [sorted(cluster) for cluster in clusters.values()]


def within(members: Sequence[int], links: Links) -> list[tuple[int, int]]:
    """The weighed pairs among `members`, in order."""
    chosen = set(members)
    if len(chosen) ** 2 < len(links):
        ordered = sorted(chosen)
        return [(i, j) for n, i in enumerate(ordered) for j in ordered[n + 1 :] if (i, j) in links]
    return sorted((i, j) for i, j in links if i in chosen and j in chosen)


def current(clusters: dict[int, list[int]], near: dict[int, dict[int, int]], *, i: int, j: int) -> int:
    """Mean evidence between two groups from the sums kept in `near`."""
    return near[i][j] // (len(clusters[i]) * len(clusters[j]))


def merge(
    clusters: dict[int, list[int]], near: dict[int, dict[int, int]], *, i: int, j: int, link: Link
) -> None:
    """Puts group j into group i (i < j) and brings the sums with all neighbours up to date."""
    first, second = near[i], near.pop(j)
    first.pop(j)
    second.pop(i)
    for k in sorted(first.keys() | second.keys()):
        a = first.get(k)
        b = second.get(k)
        a = total(clusters[i], clusters[k], link=link) if a is None else a
        b = total(clusters[j], clusters[k], link=link) if b is None else b
        near[k].pop(j, None)
        if a is None or b is None:
            first.pop(k, None)
            near[k].pop(i, None)
        else:
            first[k] = near[k][i] = a + b
    clusters[i] = sorted(clusters[i] + clusters.pop(j))


def total(one: Sequence[int], other: Sequence[int], *, link: Link) -> int | None:
    """Sum of the evidence over all pairs of two groups; `None` if any pair can never be one."""
    bits = 0
    for i in one:
        for j in other:
            found = link(i, j)
            if found is None:
                return None
            bits += found
    return bits
