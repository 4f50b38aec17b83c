/* Tail probabilities of the studentised range to 16 digits and more, by Gauss and Legendre's rule on panels in 33 digits. Run from the repository's root:
     gcc -O2 tests/reference/studentized-range.c -o /tmp/studentized-range -lquadmath -lm && /tmp/studentized-range > tests/Lmm.Runtime.Tests/Inference/Reference/studentized-range.json
   Prints rows of q, means, degrees of freedom ("Infinity" for infinite ones) and P(Q > q). */

#include <math.h>
#include <quadmath.h>
#include <stdio.h>

typedef __float128 real;
enum { POINTS = 16, MOST = 4000 };
static real nodes[POINTS], weights[POINTS];

static void legendre(void)
{
    for (int i = 0; i < POINTS; i++) {
        real x = cosq(M_PIq * (i + 0.75Q) / (POINTS + 0.5Q)), slope = 1;
        for (int round = 0; round < 20; round++) {
            real p = 1, before = 0;
            for (int j = 0; j < POINTS; j++) {
                real next = ((2 * j + 1) * x * p - j * before) / (j + 1);
                before = p;
                p = next;
            }
            slope = POINTS * (x * p - before) / (x * x - 1);
            x -= p / slope;
        }
        nodes[i] = x;
        weights[i] = 2 / ((1 - x * x) * slope * slope);
    }
}

static real below(real z) { return erfcq(-z / sqrtq(2)) / 2; }
static real density(real z) { return expq(-z * z / 2) / sqrtq(2 * M_PIq); }

static real power(real x, int n)
{
    real result = 1;
    for (; n > 0; n >>= 1, x *= x)
        if (n & 1) result *= x;
    return result;
}

/* P(W > w): 1 - k int phi(z) (Phi(z) - Phi(z - w))^(k - 1) dz, the largest being at z. From 9 on, where that would cancel, by the difference to
   1 = k int phi(z) Phi(z)^(k - 1) dz at each z. */
static real above(int k, real w)
{
    static int kept = 0;
    static real z[MOST], weight[MOST], phi[MOST];
    const int panels = 48;
    real sum = 0;
    if (w < 9) {
        if (!kept) {
            for (int panel = 0; panel < panels; panel++)
                for (int i = 0; i < POINTS; i++, kept++) {
                    z[kept] = -12 + (panel + (1 + nodes[i]) / 2) / 2;
                    weight[kept] = weights[i] / 4 * density(z[kept]);
                    phi[kept] = below(z[kept]);
                }
        }
        for (int i = 0; i < kept; i++) sum += weight[i] * power(phi[i] - below(z[i] - w), k - 1);
        return 1 - k * sum;
    }
    for (int panel = 0; panel < 20; panel++)
        for (int i = 0; i < POINTS; i++) {
            real at = w / 2 - 10 + panel + (1 + nodes[i]) / 2, a = below(at), d = below(at - w);
            sum += weights[i] / 2 * density(at) * (power(a, k - 1) - power(a - d, k - 1));
        }
    return k * sum;
}

/* int f(s) P(W > qs) ds over x = log s, from where the integrand is within e^-44 of its largest value on to where it is no longer. */
static real studentized(double q, int k, double degrees)
{
    if (isinf(degrees)) return above(k, q);
    real nu = degrees, sum = 0;
    double step = fmin(0.02, 0.1 / sqrt(2 * degrees)), largest = -1e300, low = 0, high = 0;
    for (int round = 0; round < 2; round++) {
        int found = 0;
        for (double x = -50 / fmin(1, degrees) - log(1 + q); x < 3; x += step) {
            double head = degrees * (x - expm1(2 * x) / 2), w = q * exp(x);
            double two = w < 50 ? log(erfc(w / 2)) : -w * w / 4 - log(w);
            if (round == 0) largest = fmax(largest, head + two);
            else if (head + fmin(0, two + log(k * (k - 1.0) / 2)) > largest - 44) {
                if (!found++) low = x;
                high = x;
            }
        }
    }
    int count = ceil((high - low) / (degrees < 3 ? 0.25 : 0.75 / sqrt(2 * degrees)));
    real half = ((real)high - low) / count / 2;
    real head = logq(2) + nu / 2 * logq(nu / 2) - lgammaq(nu / 2);
    for (int panel = 0; panel < count; panel++)
        for (int i = 0; i < POINTS; i++) {
            real x = low + half * (2 * panel + 1 + nodes[i]);
            sum += weights[i] * half * expq(head + nu * x - nu / 2 * expq(2 * x)) * above(k, q * expq(x));
        }
    return sum;
}

int main(void)
{
    const double inf = INFINITY;
    const double cases[][3] = {
        { 3, 2, 1 }, { 1e4, 2, 1 }, { 1, 3, 1 }, { 30, 3, 1 }, { 1e6, 3, 1 }, { 3, 3, 2.5 }, { 1e4, 3, 2.5 }, { 0.3, 3, 10 }, { 3.5, 3, 10 }, { 40, 3, 10 },
        { 1, 3, inf }, { 3.31, 3, inf }, { 11, 3, inf }, { 2, 5, 4.75 }, { 6, 5, 4.75 }, { 300, 5, 4.75 }, { 4.5, 6, 5 }, { 1.5, 10, 18 }, { 5.07, 10, 18 }, { 16, 10, 18 },
        { 4.47, 10, inf }, { 12, 10, inf }, { 60, 20, 1 }, { 10, 20, 3.3 }, { 2e3, 20, 3.3 }, { 5, 20, 120 }, { 13, 20, 120 }, { 6.5, 100, 30.5 }, { 19, 100, 30.5 },
        { 5, 100, 1e4 }, { 6.4, 100, 1e4 }, { 13, 100, 1e4 }, { 6.37, 100, inf }, { 20, 1000, 2 }, { 8, 1000, 60 }, { 17, 1000, 60 }, { 5, 1000, inf }, { 7.8, 1000, inf }, { 12, 1000, inf },
        { 3.63, 4, 1e6 }, { 11, 4, 1e6 }, { 3.63, 4, 1e9 } };
    const int count = sizeof cases / sizeof *cases;
    legendre();
    printf("[\n");
    for (int i = 0; i < count; i++) {
        char text[64], degrees[32];
        quadmath_snprintf(text, sizeof text, "%.17Qg", studentized(cases[i][0], cases[i][1], cases[i][2]));
        snprintf(degrees, sizeof degrees, isinf(cases[i][2]) ? "\"Infinity\"" : "%.17g", cases[i][2]);
        printf("[%.17g, %d, %s, %s]%s\n", cases[i][0], (int)cases[i][1], degrees, text, i + 1 < count ? "," : "");
        fflush(stdout);
    }
    printf("]\n");
    return 0;
}
