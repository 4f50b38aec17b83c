/* The generating vector of the lattice rule of SphereLattice, component by component: each component makes the worst-case error of smooth periodic functions smallest
   beside those before it (Sloan and Reztsov, Math. Comp. 71, 2002), for 2^15 points and weights 1/j.
     gcc -O3 tests/reference/lattice.c -o /tmp/lattice -lm && /tmp/lattice */

#include <math.h>
#include <stdio.h>

enum { POINTS = 1 << 15, DIMENSIONS = 48 };
static double omega[POINTS], product[POINTS / 2 + 1];

int main(void)
{
    for (int n = 0; n < POINTS; n++) {
        double x = (double)n / POINTS;
        omega[n] = 2 * M_PI * M_PI * (x * x - x + 1.0 / 6);
    }
    for (int n = 0; n <= POINTS / 2; n++) product[n] = n == 0 || n == POINTS / 2 ? 1 : 2;
    for (int j = 1; j <= DIMENSIONS; j++) {
        int best = 1;
        double least = INFINITY;
        for (unsigned z = 1; z < (j == 1 ? 2 : POINTS / 2); z += 2) {
            double sum = 0;
            for (unsigned n = 0; n <= POINTS / 2; n++) sum += product[n] * omega[n * z & (POINTS - 1)];
            if (sum < least) least = sum, best = z;
        }
        for (unsigned n = 0; n <= POINTS / 2; n++) product[n] *= 1 + omega[n * (unsigned)best & (POINTS - 1)] / j;
        printf("%d, ", best);
        fflush(stdout);
    }
    puts("");
    return 0;
}
