# What R makes of formulas: terms, marginality codes and the column names of the model matrix.
# Run:     Rscript tests/reference/formula-terms.R > tests/reference/formula-terms.json
# Printed: one object per formula; "factors" has a row per term, a code per variable (0 absent, 1 contrasts,
#          2 indicators), as attr(terms(f), "factors") transposed; only "error" where R refuses the formula.
suppressMessages(library(jsonlite))

data <- expand.grid(a = factor(c("a1", "a2")), b = factor(c("b1", "b2", "b3")), x = c(-1, 0.5, 2), z = c(1, 3))
data$`odd name` <- data$a
data$`odd x` <- data$x
data$y <- seq_len(nrow(data))

written <- c(
  "y ~ 1", "y ~ 0", "y ~ -1", "y ~ a", "y ~ x", "y ~ 0 + a", "y ~ a - 1", "y ~ a + 0 + 1", "y ~ a - 1 + 1", "y ~ a - 0",
  "y ~ 0 + a + b", "y ~ 0 + b + a", "y ~ 0 + x + a", "y ~ 0 + x:a", "y ~ 0 + a:b", "y ~ a:b", "y ~ a:x", "y ~ x:a",
  "y ~ a + a:b", "y ~ b + a:b", "y ~ a:b + a", "y ~ a:b - 1", "y ~ x + x:a", "y ~ a + x:a", "y ~ a * b", "y ~ a * x",
  "y ~ x * a", "y ~ 0 + a * b", "y ~ 0 + x * a", "y ~ a * b * x", "y ~ a:b:x", "y ~ a * b - a", "y ~ a * b - b",
  "y ~ a * b - a - b", "y ~ a * b * x - a:b", "y ~ a * b * x - a:b:x", "y ~ (a + b + x)^2", "y ~ (a + b + x)^2 - a:b",
  "y ~ (a + b + x + z)^3", "y ~ (a + b)^3", "y ~ (a + b)^2 + x", "y ~ (a + b)^1", "y ~ (a + b)^0", "y ~ a^2", "y ~ (a * b)^2",
  "y ~ a / b", "y ~ a / b / x", "y ~ (a + b) / x", "y ~ a / (b + x)", "y ~ a / (b * x)", "y ~ (a * b) / x", "y ~ x / a",
  "y ~ x / a - 1", "y ~ a / x - 1", "y ~ 0 + a / x", "y ~ a / b - a", "y ~ a %in% b", "y ~ a + b %in% a", "y ~ (a + b) %in% x",
  "y ~ a %in% b %in% x", "y ~ x %in% (a + b)", "y ~ a * b - a %in% b", "y ~ a %in% 1", "y ~ 1:a", "y ~ a:1", "y ~ a * 1",
  "y ~ 1 * a", "y ~ a / 1", "y ~ 1 / a", "y ~ 0 * a", "y ~ a * 0", "y ~ 1 %in% a", "y ~ a:(b + 1)", "y ~ (a + 1):b",
  "y ~ (a + 1)^2", "y ~ (a - 1) * b", "y ~ (a + b - a)^2", "y ~ (0 + a)^2", "y ~ -(a + b)", "y ~ -a:b", "y ~ -a + b",
  "y ~ a - (1 + b)", "y ~ a - (0 + b)", "y ~ a + b - (a + b)", "y ~ a - a", "y ~ a - b + b", "y ~ a - (b - a)", "y ~ a - -1",
  "y ~ a - - b", "y ~ + a", "y ~ (1)", "y ~ (0) + x", "y ~ -(1)", "y ~ 1 - 1", "y ~ a - 1 - 1", "y ~ -1 + x", "y ~ 1.0 + a",
  "y ~ 1L + a", "y ~ 0L + a", "y ~ 2 * x", "y ~ x + 2", "y ~ 'x' + a", "y ~ a + b + a", "y ~ b:a + a:b", "y ~ a:b:a",
  "y ~ b + a:b + a", "y ~ z:x + x", "y ~ x:z:a + a + b", "y ~ a:b:x + a:b + x", "y ~ a:x + b:x", "y ~ a:b + b:x + a:x",
  "y ~ a:b:x + a:x", "y ~ a:b:x + a:b", "y ~ 0 + a:b + b:x", "y ~ 0 + a:x + b", "y ~ 0 + x + z + a:b", "y ~ 0 + x:z + b:x + a",
  "y ~ I(x^2)", "y ~ x + I(x^2)", "y ~ log(z) * a", "y ~ I(x * z):b", "y ~ a:I(x + 1) - 1", "y ~ exp(x) + sqrt(z) + abs(x)",
  "y ~ log2(z) + log10(z) + log1p(z) + expm1(x)", "y ~ log(z + 1):a", "y ~ `odd name`", "y ~ `odd name`:x", "y ~ `odd x` * a",
  "y ~ `a` + b", "y ~ 0 + `odd name` + `odd x`", "y ~ a + offset(x)", "y ~ offset(x) + offset(log(z)) + b", "y ~ a*b/x",
  "y ~ a/b*x", "y ~ a*b:x", "y ~ a:b*x", "y ~ a+b:x", "y ~ a+b*x", "y ~ a-b:x", "y ~ a*b^2", "y ~ a:b^2", "y ~ (a:b)^2",
  "y ~ a %in% b:x", "y ~ a*b %in% x", "y ~ a:b %in% x", "y ~ -a^2 + b", "y ~ a**2 + b", "y ~ (a + b)**2", "y ~ (a + (b + (x)))",
  "log(y) ~ a", "y / 2 ~ a", "I(y^2) ~ a * x", "y + z ~ a", "y ~ ((a + b)^2)^2", "y ~ (a + b)^2^2", "y ~ (a + b)^(2)", "y ~ a^b",
  "y ~ x^0.5", "y ~ a + b - 1 + x:a - b"
)

set.seed(20240229)
piece <- function(depth) {
  if (depth == 0 || runif(1) < 0.2) return(sample(c("a", "b", "x", "z"), 1))
  switch(sample(8, 1),
    paste(piece(depth - 1), "+", piece(depth - 1)),
    paste(piece(depth - 1), "-", piece(depth - 1)),
    paste0(piece(depth - 1), " * ", piece(depth - 1)),
    paste0(piece(depth - 1), ":", piece(depth - 1)),
    paste0(piece(depth - 1), "/", piece(depth - 1)),
    paste0("(", piece(depth - 1), ")^", sample(2:3, 1)),
    paste(piece(depth - 1), "%in%", piece(depth - 1)),
    paste0("(", piece(depth - 1), ")"))
}
drawn <- unique(replicate(320, paste0("y ~ ", sample(c("", "0 + ", "", "1 + ", "-1 + "), 1), piece(sample(2:4, 1)))))

describe <- function(text) {
  formula <- as.formula(text)
  expanded <- tryCatch(terms(formula), error = function(e) NULL)
  if (is.null(expanded)) return(list(formula = text, error = TRUE))
  factors <- attr(expanded, "factors")
  columns <- colnames(model.matrix(formula, data))
  list(
    formula = text,
    variables = as.list(vapply(as.list(attr(expanded, "variables"))[-1], function(v) paste(deparse(v, width.cutoff = 500, backtick = TRUE), collapse = ""), "")),
    intercept = attr(expanded, "intercept"),
    labels = as.list(attr(expanded, "term.labels")),
    factors = if (length(factors)) lapply(seq_len(ncol(factors)), function(j) as.list(unname(factors[, j]))) else list(),
    columns = as.list(columns))
}

results <- lapply(c(written, drawn), describe)
cat("[\n", paste(vapply(results, function(r) toJSON(r, auto_unbox = TRUE), ""), collapse = ",\n"), "\n]\n", sep = "")
