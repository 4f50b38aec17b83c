# How R prints the variables of formulas: the labels from which coefficient names are made.
# Run:     Rscript tests/reference/formula-labels.R > tests/reference/formula-labels.json
# Printed: a formula's right side as written, and its term labels.
suppressMessages(library(jsonlite))

written <- c(
  "I(x^2)", "I( x ^ 2 )", "I(x**2)", "I(a*b)", "I(a * b)", "I(a/b)", "I(a+b)", "I(a-b)", "I(-x)", "I(- x)", "I(--x)", "I(+x)",
  "I(x*-2)", "I((a+b)/2)", "I((a+b)^2)", "I(a+b*x)", "I(2*x)", "I(x*2L)", "I(.5*x)", "I(1.50*x)", "I(0.1*x)", "I(1e5*x)",
  "I(100000*x)", "I(123456*x)", "I(1e-5*x)", "I(0.0001*x)", "I(0.00012*x)", "I(1e15*x)", "I(1e22*x)", "I(123456789012*x)",
  "I(0.1234567890123456789*x)", "I(1e-300*x)", "I(3.14159265358979*x)", "I(1000*x)", "I(1200000*x)", "I(1e3*x)", "I(0*x)",
  "I(100*x)", "I(99999*x)", "I(1e+2*x)", "I(2.5e10*x)", "I(33.3333333333333333*x)", "log(x+1)", "log( x )", "log(I(x+1))",
  "sqrt(abs(x))", "exp(-x/2)", "log1p(x)", "log(`odd x`)", "I(`odd x`^2)", "`odd x`", "`a`", "`log`", "a:b", "`odd x`:a",
  "poly(x,2)", "poly(x, degree=2)", "f(x,\"s\")", "relevel(a, ref='b')", "offset2(x)", "I(a^b^x)", "I(a^-b)", "I(-a^b)", "I(a*(b+x))",
  "I(((x)))", "I(a %in% b)", "I(a:b)", "bs(x, df=3, knots=c(1,2))"
)

results <- lapply(written, function(text) {
  list(written = text, label = attr(terms(as.formula(paste("~", text))), "term.labels"))
})
cat("[\n", paste(vapply(results, function(r) toJSON(r, auto_unbox = TRUE), ""), collapse = ",\n"), "\n]\n", sep = "")
