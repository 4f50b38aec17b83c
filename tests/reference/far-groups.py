"""Estimates for groups that lie far apart, in arithmetic of 80 digits: tests/Lmm.Runtime.Tests/Solver/Reference/far-groups.json.

python3 tests/reference/far-groups.py > tests/Lmm.Runtime.Tests/Solver/Reference/far-groups.json   (mpmath 1.3)

Small unbalanced data sets are drawn and stored as doubles; the criterion is the textbook's, V = W^-1 + Z Sigma Z' as a dense matrix, minimised by
Newton's method with differences of a step of 1e-25. What is printed is right to all digits shown. Each case has the rows [y, x, weight, group, outer
group], the effects of the inner and outer grouping factors, and by criterion theta (Lambda of the inner factor, then the outer's, each lower triangle column by column),
sigma, beta, its standard errors, and the criterion.
"""
import json
import random
from mpmath import mp, mpf, matrix, log, pi, sqrt, cholesky_solve

mp.dps = 80


def lambdas(theta, sizes):
    at, result = 0, []
    for k in sizes:
        lam = matrix(k, k)
        for column in range(k):
            for row in range(column, k):
                lam[row, column] = theta[at]
                at += 1
        result.append(lam)
    return result


def cholesky(a):
    n = a.rows
    l = [[mpf(0)] * n for _ in range(n)]
    for j in range(n):
        s = a[j, j] - sum(l[j][k] ** 2 for k in range(j))
        l[j][j] = sqrt(s)
        for i in range(j + 1, n):
            if a[i, j] or any(l[i][:j]):
                l[i][j] = (a[i, j] - sum(l[i][k] * l[j][k] for k in range(j))) / l[j][j]
    return l


def forward(l, b):
    x = []
    for i in range(len(l)):
        x.append((b[i] - sum(l[i][k] * x[k] for k in range(i))) / l[i][i])
    return x


def profile(case, theta, reml):
    rows, sizes = case["rows"], case["effects"]
    n = len(rows)
    lams = lambdas(theta, sizes)
    sigmas = [lam * lam.T for lam in lams]
    v = matrix(n, n)
    for i in range(n):
        for j in range(i + 1):
            total = mpf(0)
            for place, k in enumerate(sizes):
                if rows[i][3 + place] == rows[j][3 + place]:
                    zi, zj = [mpf(1), mpf(rows[i][1])][:k], [mpf(1), mpf(rows[j][1])][:k]
                    total += sum(zi[a] * sigmas[place][a, b] * zj[b] for a in range(k) for b in range(k))
            v[i, j] = total + (1 / mpf(rows[i][2]) if i == j else 0)
    l = cholesky(v)
    x = [[mpf(1)] * n, [mpf(row[1]) for row in rows]][:case["fixed"]]
    columns = [forward(l, c) for c in x]
    y = forward(l, [mpf(row[0]) for row in rows])
    p = len(columns)
    gram = matrix(p, p)
    right = matrix(p, 1)
    for a in range(p):
        right[a] = sum(s * t for s, t in zip(columns[a], y))
        for b in range(p):
            gram[a, b] = sum(s * t for s, t in zip(columns[a], columns[b]))
    inverse = gram ** -1
    beta = inverse * right
    r2 = sum((y[i] - sum(beta[a] * columns[a][i] for a in range(p))) ** 2 for i in range(n))
    d = n - p if reml else n
    value = 2 * sum(log(l[i][i]) for i in range(n)) + d * (1 + log(2 * pi * r2 / d))
    if reml:
        value += log(mp.det(gram))
    return value, sqrt(r2 / d), beta, [sqrt(inverse[a, a] * r2 / d) for a in range(p)]


def minimise(case, start, reml):
    theta = [mpf(t) for t in start]
    q = len(theta)

    def f(t):
        return profile(case, t, reml)[0]

    damping = mpf(1)
    for _ in range(60):
        h = [abs(t) * mpf(10) ** -25 + mpf(10) ** -25 for t in theta]
        f0 = f(theta)
        plus = [f([t + (h[i] if j == i else 0) for j, t in enumerate(theta)]) for i in range(q)]
        minus = [f([t - (h[i] if j == i else 0) for j, t in enumerate(theta)]) for i in range(q)]
        gradient = matrix([(plus[i] - minus[i]) / (2 * h[i]) for i in range(q)])
        hessian = matrix(q, q)
        for i in range(q):
            hessian[i, i] = (plus[i] - 2 * f0 + minus[i]) / h[i] ** 2
            for j in range(i):
                both = f([t + (h[k] if k in (i, j) else 0) for k, t in enumerate(theta)])
                hessian[i, j] = hessian[j, i] = (both - plus[i] - plus[j] + f0) / (h[i] * h[j])
        # Levenberg's damping, relative to the diagonal, until the value falls.
        while True:
            damped = hessian.copy()
            for i in range(q):
                damped[i, i] += damping * abs(hessian[i, i])
            step = mp.lu_solve(damped, -gradient)
            trial = [theta[i] + step[i] for i in range(q)]
            if f(trial) <= f0 or damping > 1e12:
                break
            damping = damping * 10 + mpf(10) ** -3
        theta = trial
        relative = max(abs(step[i] / theta[i]) for i in range(q))
        damping = damping / 100 if relative > 1e-4 else mpf(0)
        if relative < mpf(10) ** -18:
            break
    else:
        raise SystemExit("not converged: " + case["name"])
    value, sigma, beta, errors = profile(case, theta, reml)
    return {"theta": [float(t) for t in theta], "sigma": float(sigma), "beta": [float(b) for b in beta],
            "standardErrors": [float(e) for e in errors], "objective": float(value)}


def draw(name, sizes, effects, fixed, sds, weighted, seed):
    """sizes: for each outer group the numbers of rows of its inner groups; sds: standard deviations of each factor's effects."""
    rng = random.Random(seed)
    rows, inner = [], 0
    for outer, groups in enumerate(sizes):
        top = [rng.gauss(0, 1) * s for s in sds[1]] if len(effects) > 1 else [0, 0]
        for count in groups:
            own = [rng.gauss(0, 1) * s for s in sds[0]]
            for _ in range(count):
                x = rng.uniform(-1, 1)
                w = float(rng.choice([0.25, 1, 3, 7])) if weighted else 1.0
                y = own[0] + (own[1] * x if len(own) > 1 else 0) + top[0] + (top[1] * x if len(top) > 1 else 0) + rng.gauss(0, 1) / w ** 0.5
                rows.append([y, x, w, inner, outer])
            inner += 1
    return {"name": name, "rows": rows, "effects": effects, "fixed": fixed}


def main():
    one = [[3, 5, 2, 6, 4, 3]]
    chain = [[2, 3], [3, 2, 4], [2, 2], [3]]
    cases = []
    for exponent in (2, 4, 6, 7):
        r = 10.0 ** exponent
        cases.append((draw(f"intercept 1e{exponent}", one, [1], 1, [[r]], False, exponent), [r]))
        cases.append((draw(f"weighted intercept with covariate 1e{exponent}", one, [1], 2, [[r]], True, 10 + exponent), [r]))
        cases.append((draw(f"slope 1e{exponent}", one, [2], 2, [[r, r]], False, 20 + exponent), [r, 0.1 * r, r]))
        cases.append((draw(f"slope of unit size 1e{exponent}", [[5, 6, 4, 7, 5, 6]], [2], 2, [[r, 3]], False, 30 + exponent), [r, 1, 2]))
        cases.append((draw(f"nested 1e{exponent}", chain, [1, 1], 2, [[30.0], [r]], exponent == 4, 40 + exponent), [30, r]))
        cases.append((draw(f"nested slopes 1e{exponent}", chain, [1, 2], 2, [[r / 10], [r, r]], False, 50 + exponent), [r / 10, r, 0.1 * r, r]))
    result = []
    for case, start in cases:
        case["ml"] = minimise(case, start, False)
        case["reml"] = minimise(case, start, True)
        result.append(case)
    for exponent in (8, 11):
        # One covariate value far out: Lambda'D Lambda of its level is enormous, and the response is not.
        case = draw(f"outlying covariate 1e{exponent}", [[5, 6, 4, 7, 5, 6]], [2], 2, [[1, 0.2]], False, 60 + exponent)
        for row in case["rows"]:
            row[1] = float(round(5 + 5 * row[1]))
        case["rows"][8][1] = 10.0 ** exponent
        case["at"] = [1.1, -0.05, 0.2]
        for name, reml in (("ml", False), ("reml", True)):
            value, sigma, beta, errors = profile(case, [mpf(t) for t in case["at"]], reml)
            case[name] = {"theta": case["at"], "sigma": float(sigma), "beta": [float(b) for b in beta],
                          "standardErrors": [float(e) for e in errors], "objective": float(value)}
        result.append(case)
    print("[" + ",\n".join(json.dumps(case) for case in result) + "]")


main()
