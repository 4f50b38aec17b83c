# Writes the model matrices that R makes of the formulas below:
#   model-matrix.csv             the data
#   model-matrix.json            column names, assign and values by stats::model.matrix, one formula an entry
#   model-matrix-functions.json  the same of formulas with transforms, functions of factors, contrasts and the dot
#   model-matrix-generated.json  the same of formulas drawn at random, each column as a weighted sum over its rows
#   model-matrix-contrasts.json  the contrast matrices of stats and MASS
#   model-matrix-random.json     the random-effects terms by lme4::mkReTrms
# Run it in this folder: Rscript model-matrix.R

invisible(Sys.setlocale("LC_COLLATE", "C"))
suppressPackageStartupMessages({ library(lme4); library(MASS); library(splines) })

# ---- data: every combination of f2, f3 and flag occurs, f5 and o4 run across them ---------------------------------
set.seed(20240229)
n <- 30
data <- data.frame(
  y = round(rnorm(n, 10, 3), 3),
  x = round(runif(n, 0.5, 9), 3),
  z = round(rnorm(n), 4),
  k = rep(c(1, 2, 3, 5, 8), length.out = n),
  f2 = rep(c("b", "a"), length.out = n),
  f3 = rep(c("mid", "low", "high"), each = 2, length.out = n),
  f5 = c("red", "green", "blue", "grey", "black")[1 + (seq_len(n) * 7) %% 11 %% 5],
  o4 = c("never", "rarely", "often", "always")[1 + (seq_len(n) * 5) %% 13 %% 4],
  flag = ifelse((seq_len(n) %/% 5) %% 2 == 0, "TRUE", "FALSE"),
  g = sprintf("s%d", 1 + (seq_len(n) * 3) %% 7),
  h = sprintf("t%d", 1 + (seq_len(n) %/% 4) %% 5))
write.csv(data, "model-matrix.csv", row.names = FALSE, quote = FALSE)

data <- read.csv("model-matrix.csv", colClasses = c(flag = "logical"), stringsAsFactors = TRUE)
data$f3 <- factor(data$f3, levels = c("low", "mid", "high"))
data$o4 <- factor(data$o4, levels = c("never", "rarely", "often", "always"), ordered = TRUE)

stopifnot(table(data$f2, data$f3, data$flag) > 0, table(data$f2, data$f5) > 0, table(data$f2, data$o4) > 0, table(data$flag, data$o4) > 0)

# ---- JSON: numbers round-trip -------------------------------------------------------------------------------------
number <- function(v) {
  short <- sprintf("%.15g", v)
  ifelse(as.numeric(short) == v, short, sprintf("%.17g", v))
}
numbers <- function(v) paste0("[", paste(number(v), collapse = ","), "]")
text <- function(s) paste0('"', gsub('"', '\\\\"', gsub("\\\\", "\\\\\\\\", s)), '"')
texts <- function(s) if (length(s)) paste0("[", paste(text(s), collapse = ","), "]") else "[]"
write_array <- function(items, path) writeLines(paste0("[\n", paste(items, collapse = ",\n"), "\n]"), path)

# ---- fixed effects ------------------------------------------------------------------------------------------------
fixed <- c(
  # intercept, numbers
  "y ~ 1", "y ~ x", "y ~ 0 + x", "y ~ x - 1", "y ~ x + z", "y ~ z + x", "y ~ x:z", "y ~ x*z", "y ~ x*z*k", "y ~ (x + z + k)^2",
  "y ~ x + x:z", "y ~ 0 + x:z", "y ~ 0 + x*z", "y ~ x*z - x", "y ~ -1 + x + z",
  # one factor
  "y ~ f2", "y ~ f3", "y ~ f5", "y ~ o4", "y ~ flag", "y ~ 0 + f2", "y ~ 0 + f3", "y ~ f5 - 1", "y ~ 0 + o4", "y ~ 0 + flag",
  # several factors without an interaction
  "y ~ f2 + f3", "y ~ f3 + f2", "y ~ 0 + f2 + f3", "y ~ 0 + f3 + f2", "y ~ 0 + f3 + f2 + f5", "y ~ f2 + flag + o4", "y ~ 0 + flag + f3",
  "y ~ 0 + o4 + f2", "y ~ 0 + x + f3", "y ~ x + 0 + f3 + f2",
  # two factors crossed
  "y ~ f2*f3", "y ~ f3*f2", "y ~ f2:f3", "y ~ f3:f2", "y ~ 0 + f2:f3", "y ~ 0 + f3:f2", "y ~ 0 + f2*f3", "y ~ 0 + f3*f2", "y ~ f2 + f2:f3",
  "y ~ f3 + f2:f3", "y ~ f2:f3 + f2", "y ~ 0 + f2 + f2:f3", "y ~ 0 + f3 + f2:f3", "y ~ f2*f3 - f2", "y ~ f2*f3 - f3", "y ~ f2*f3 - f2 - f3",
  "y ~ 0 + f2*f3 - f2", "y ~ f2*o4", "y ~ o4:f2", "y ~ 0 + o4:f3", "y ~ flag*f3", "y ~ flag:f3", "y ~ 0 + flag:f2", "y ~ f2 + o4:flag",
  # factor by number
  "y ~ x*f3", "y ~ f3*x", "y ~ x:f3", "y ~ f3:x", "y ~ 0 + x:f3", "y ~ 0 + x + x:f3", "y ~ x + x:f3", "y ~ f3 + x:f3", "y ~ 0 + f3 + x:f3",
  "y ~ 0 + f3 + f3:x", "y ~ x*f3 - x", "y ~ x*f3 - f3", "y ~ 0 + x*f3", "y ~ x*o4", "y ~ x:o4", "y ~ flag:x", "y ~ x*flag", "y ~ 0 + x + flag:x",
  "y ~ f2 + x:f3", "y ~ x + z:f3", "y ~ x:z:f3", "y ~ x*z*f3", "y ~ x*z + x:f3",
  # nesting
  "y ~ f2/f3", "y ~ f3/f2", "y ~ f2/x", "y ~ x/f3", "y ~ f2/f3/x", "y ~ f2/(f3 + x)", "y ~ (f2 + f3)/x", "y ~ (f2 + f3)/o4", "y ~ 0 + f2/f3",
  "y ~ 0 + f3/x", "y ~ f2 + f3 %in% f2", "y ~ f3 %in% f2", "y ~ x %in% f3", "y ~ f2/f3 - f2", "y ~ f2 + x %in% f2",
  # powers
  "y ~ (f2 + f3 + o4)^2", "y ~ (f2 + f3 + o4)^2 - f2:f3", "y ~ (f2 + f3 + x)^2 - f2:f3", "y ~ (f2 + f3 + flag)^3", "y ~ (x + f2 + f3)^2",
  "y ~ 0 + (f2 + f3 + flag)^2", "y ~ (f2 + f3)^2 + x", "y ~ (f2 + x)^3",
  # three factors, margins missing
  "y ~ f2*f3*flag", "y ~ f2:f3:flag", "y ~ 0 + f2:f3:flag", "y ~ f2 + f2:f3:flag", "y ~ f2:f3 + f2:f3:flag", "y ~ f2*f3*flag - f2:f3",
  "y ~ f2*f3*flag - f2:f3:flag", "y ~ f2*f3 + f2:f3:flag", "y ~ f2 + f3 + flag + f2:f3:flag", "y ~ f2:f3 + f3:flag", "y ~ f2:f3 + f3:flag + f2:f3:flag",
  "y ~ 0 + f2:f3 + flag", "y ~ flag + f2:f3", "y ~ 0 + f2 + f3:flag", "y ~ f2*f3*x", "y ~ f2:f3:x", "y ~ x + f2:f3:x", "y ~ 0 + x:f2 + x:f2:f3",
  "y ~ f2*f3*x - f2:x", "y ~ f2*f3*x - x", "y ~ f2*x + f3*x", "y ~ 0 + f2:x + f3:x", "y ~ f3:x + f2", "y ~ f2:x:f3 + f3:z", "y ~ f2*f3*o4 - f2:f3:o4",
  # order and repetition
  "y ~ f2:x + f2 + x", "y ~ x:f2 + x", "y ~ f2:f3 + x + f3", "y ~ x + x", "y ~ x + f2 + x", "y ~ f2:f3 + f3:f2", "y ~ z:x + x:z", "y ~ (f3 + f2):x",
  "y ~ (x + z):(f2 + f3)", "y ~ x*f2 + z*f2", "y ~ 1 + x + 0", "y ~ 0 + x + 1", "y ~ f2 - f2 + x", "y ~ x:x", "y ~ f2:f2",
  # expressions
  "y ~ I(x^2)", "y ~ x + I(x^2) + I(x^3)", "y ~ log(x)", "y ~ log2(x) + log10(x)", "y ~ log1p(x) + expm1(z)", "y ~ exp(z)", "y ~ sqrt(x) + abs(z)",
  "y ~ I(x*z)", "y ~ I(x/(1 + z^2))", "y ~ I((x - 5)/2)", "y ~ I(-x)", "y ~ I(x - z - k)", "y ~ I(x/z/k)", "y ~ I(2^k)", "y ~ I(-x^2)",
  "y ~ log(x)*f3", "y ~ f3:I(x^2)", "y ~ 0 + f2:log(x)", "y ~ log(x + 1)", "y ~ I(log(x)^2)", "y ~ sqrt(abs(z))", "y ~ I(x^0.5)", "y ~ I(x^-1)",
  "y ~ I(1.5*x + 0.25)", "y ~ x*I(z^2)*f2",
  # response and offset
  "log(y) ~ x*f2", "I(y/2) ~ x", "sqrt(y) ~ f3", "y ~ x + offset(z)", "y ~ offset(log(x)) + f2", "y ~ offset(x) + offset(z) + f3")

fixed_case <- function(formula, contrasts = character()) {
  arguments <- if (length(contrasts)) as.list(contrasts) else NULL
  frame <- model.frame(as.formula(formula), data, drop.unused.levels = TRUE)
  m <- model.matrix(terms(frame), frame, contrasts.arg = arguments)
  offset <- model.offset(frame)
  sprintf('{"formula":%s,"contrasts":{%s},"names":%s,"assign":[%s],"response":%s,"offset":%s,\n  "columns":[%s]}',
    text(formula),
    if (length(contrasts)) paste(sprintf("%s:%s", text(names(contrasts)), text(contrasts)), collapse = ",") else "",
    texts(colnames(m)), paste(attr(m, "assign"), collapse = ","),
    if (startsWith(formula, "y ~")) "null" else numbers(as.numeric(model.response(frame))),
    if (is.null(offset)) "null" else numbers(offset),
    if (ncol(m)) paste(vapply(seq_len(ncol(m)), function(j) numbers(m[, j]), ""), collapse = ",\n    ") else "")
}

coded <- list(
  list("y ~ f3", c(f3 = "contr.sum")), list("y ~ f5", c(f5 = "contr.helmert")), list("y ~ f5", c(f5 = "contr.poly")),
  list("y ~ f3*f2", c(f3 = "contr.sdif", f2 = "contr.sum")), list("y ~ 0 + f3 + f5", c(f3 = "contr.sum", f5 = "contr.helmert")),
  list("y ~ f2:f3", c(f3 = "contr.sum", f2 = "contr.sum")), list("y ~ f2 + f2:f5", c(f5 = "contr.sum", f2 = "contr.helmert")),
  list("y ~ x*f5", c(f5 = "contr.sdif")), list("y ~ o4*f3", c(o4 = "contr.treatment", f3 = "contr.poly")),
  list("y ~ f3*f5*x - x", c(f3 = "contr.helmert", f5 = "contr.sum")), list("y ~ flag*f3", c(flag = "contr.sum", f3 = "contr.treatment")),
  list("y ~ o4:f2 + x:o4", c(o4 = "contr.sdif")))

write_array(c(vapply(fixed, fixed_case, ""), vapply(coded, function(case) fixed_case(case[[1]], case[[2]]), "")), "model-matrix.json")

# ---- transforms that learn from the data, functions of factors, the dot ---------------------------------------------
# R's C() knows no sdif; by the name of the coding, as by those it knows, contr.sdif is told the levels.
sdif <- "contr.sdif"
functions <- c(
  "y ~ poly(x, 2)", "y ~ poly(x, 1)", "y ~ poly(x, 5)", "y ~ poly(k, 4)", "y ~ poly(log(x), 2)", "y ~ poly(I(x/2), 3)", "y ~ poly(x, degree = 2)",
  "y ~ poly(x, 2, raw = TRUE)", "y ~ poly(x, degree = 3, raw = TRUE)", "y ~ poly(x, 1, raw = TRUE)", "y ~ poly(z, 3, raw = FALSE)",
  "y ~ poly(x, 2):f2", "y ~ f2:poly(x, 2)", "y ~ poly(x, 2)*f3", "y ~ 0 + poly(x, 2):f3", "y ~ f3*poly(x, 2) - f3", "y ~ poly(x, 2):z",
  "y ~ poly(x, 2):poly(z, 2)", "y ~ poly(x, 2)*poly(z, 3)*f2", "y ~ poly(x, 2) + poly(x, 2):f2:f3", "y ~ f2/poly(x, 2)", "y ~ poly(x, 2)/f2",
  "y ~ (poly(x, 2) + f2 + z)^2 - z:f2", "y ~ poly(x, 3) + poly(x, 2)", "y ~ poly(x - 3, 2)", "y ~ 0 + poly(x, 2) + f2", "y ~ poly(sqrt(x), 2)*log(x)",
  "y ~ scale(x)", "y ~ scale(x)*f2", "y ~ scale(x, scale = FALSE)", "y ~ scale(x, center = FALSE)", "y ~ scale(x, TRUE, FALSE)", "y ~ scale(log(x))*scale(z)",
  "y ~ scale(k) + scale(x):f3", "y ~ 0 + f2:scale(x)", "y ~ scale(x, center = FALSE, scale = FALSE)", "y ~ scale(x):poly(z, 2)",
  "y ~ bs(x)", "y ~ bs(x, df = 4)", "y ~ bs(x, df = 7)", "y ~ bs(x, 5)", "y ~ bs(x, degree = 1)", "y ~ bs(x, degree = 2, df = 4)", "y ~ bs(x, knots = c(2, 4, 6))",
  "y ~ bs(x, knots = 5)", "y ~ bs(x, knots = c(6, 3), degree = 2)", "y ~ 0 + bs(x, df = 5, intercept = TRUE)", "y ~ bs(x, df = 6, Boundary.knots = c(0, 10))",
  "y ~ bs(x, knots = c(3, 6), Boundary.knots = c(-1, 12))", "y ~ bs(log(x), df = 4)", "y ~ bs(x, df = 4):f2", "y ~ f2*bs(x)", "y ~ bs(x)*bs(z)", "y ~ bs(x, degree = 5)",
  "y ~ ns(x)", "y ~ ns(x, df = 1)", "y ~ ns(x, df = 2)", "y ~ ns(x, df = 4)", "y ~ ns(x, 7)", "y ~ ns(x, knots = c(2, 5))", "y ~ ns(x, knots = 4)", "y ~ 0 + ns(x, df = 3, intercept = TRUE)",
  "y ~ ns(x, df = 3, Boundary.knots = c(1, 9))", "y ~ ns(x, df = 3, Boundary.knots = c(2, 7))", "y ~ ns(z, df = 3)*f2", "y ~ ns(x, df = 3):f3", "y ~ ns(log(x), df = 3) + z", "y ~ ns(x, knots = c(2, 4, 6), intercept = TRUE) - 1",
  "y ~ factor(k)", "y ~ as.factor(k)", "y ~ 0 + factor(k)", "y ~ factor(k)*x", "y ~ factor(k):f2", "y ~ factor(f2)", "y ~ factor(o4)", "y ~ factor(x)", "y ~ factor(z) - 1", "y ~ k + factor(k)", "y ~ f2/factor(k)",
  "y ~ relevel(f3, \"mid\")", "y ~ relevel(f3, ref = \"high\")", "y ~ relevel(f5, \"red\")*x", "y ~ 0 + relevel(f3, \"mid\") + f2", "y ~ relevel(f2, \"b\"):relevel(f3, \"high\")", "y ~ relevel(factor(k), \"3\")", "y ~ f2 + f2:relevel(f3, \"mid\")",
  "y ~ C(f3, sum)", "y ~ C(f3, treatment)", "y ~ C(f5, helmert)", "y ~ C(f5, poly)", "y ~ C(f5, sdif)", "y ~ C(f3, contr.sum)", "y ~ C(o4, treatment)", "y ~ C(o4, sum)*x", "y ~ 0 + C(f3, sum)", "y ~ C(f3, sum)*C(f2, helmert)",
  "y ~ C(f3, sum):C(f5, sdif)", "y ~ x:C(f3, sum)", "y ~ C(factor(k), helmert)", "y ~ C(relevel(f3, \"mid\"), sum)", "y ~ relevel(C(f3, sum), \"mid\")", "y ~ f2 + f2:C(f3, helmert)", "y ~ C(f3, sum) + f3:x", "y ~ C(f3, contr = helmert)",
  "y ~ C(f2, c(-1, 1))", "y ~ C(f2, c(-0.5, 0.5))*x", "y ~ C(f3, cbind(c(-1, 0, 1), c(1, -2, 1)))", "y ~ C(f3, cbind(linear = c(-1, 0, 1), bent = c(1, -2, 1)))*f2", "y ~ C(f3, cbind(c(1, -1/2, -1/2), c(0, 1, -1)))", "y ~ 0 + C(f2, c(-1, 1)) + f3",
  "y ~ .", "y ~ . - x", "y ~ . - g - h", "y ~ . - f5 - g - h - k + I(x^2)", "log(y) ~ . - g", "y ~ 0 + .", "y ~ x + .", "y ~ log(x) + .", "y ~ (. - g - h - f5 - o4)^2", "y ~ f2*(. - g - h - f5 - o4 - k)", "y ~ .:x - g:x - h:x", "y/x ~ . - g - h",
  "y ~ poly(x, 2) + . - x", "y ~ .^2 - . ",
  "y ~ I(flag)", "y ~ I(!flag)", "y ~ !flag", "y ~ I(flag):x", "y ~ I(flag * x)", "y ~ I(flag + 1)", "y ~ I(flag & x > 3)*f2", "y ~ I(flag == TRUE)", "y ~ I(flag != (x > 3))", "y ~ I(flag | f3 == \"mid\")", "y ~ 0 + I(!flag & f2 == \"a\")",
  "y ~ I(x - mean(flag))", "y ~ scale(x + flag)", "y ~ factor(flag + (f2 == \"a\"))", "y ~ log(1 + flag)")

write_array(vapply(functions, fixed_case, ""), "model-matrix-functions.json")

# ---- formulas drawn at random: whatever R can read and turn into a matrix of moderate width ------------------------
draw <- function(depth) {
  if (depth == 0 || runif(1) < 0.25) return(sample(c("x", "z", "f2", "f3", "f5", "o4", "flag", "f2", "f3", "log(x)", "I(x^2)"), 1))
  operator <- sample(c("+", "+", ":", "*", "*", "/", "%in%", "-", "^", "()"), 1)
  if (operator == "()") return(paste0("(", draw(depth - 1), ")"))
  if (operator == "^") return(paste0("(", draw(depth - 1), " + ", draw(depth - 1), ")^", sample(1:3, 1)))
  left <- draw(depth - 1)
  right <- draw(depth - 1)
  if (runif(1) < 0.4) left <- paste0("(", left, ")")
  if (runif(1) < 0.4) right <- paste0("(", right, ")")
  paste(left, operator, right)
}
set.seed(1)
drawn <- unique(replicate(900, paste0(sample(c("y ~ ", "y ~ ", "y ~ 0 + "), 1), draw(sample(2:4, 1)), sample(c("", "", "", " - 1"), 1))))
weights <- sqrt(seq_len(n))
drawn_case <- function(formula) tryCatch({
  frame <- model.frame(as.formula(formula), data)
  m <- model.matrix(terms(frame), frame)
  if (ncol(m) < 1 || ncol(m) > 40) return(NULL)
  sprintf('{"formula":%s,"names":%s,"assign":[%s],"sums":%s}', text(formula), texts(colnames(m)), paste(attr(m, "assign"), collapse = ","),
    numbers(as.vector(weights %*% m)))
}, error = function(e) NULL)
cases <- unlist(lapply(drawn, drawn_case))
write_array(cases, "model-matrix-generated.json")
cat(length(cases), "drawn at random\n")

# ---- contrast matrices --------------------------------------------------------------------------------------------
contrast_case <- function(name, levels) {
  lv <- sprintf("l%d", seq_len(levels))
  m <- get(name)(lv)
  suffixes <- if (is.null(colnames(m))) as.character(seq_len(ncol(m))) else colnames(m)
  sprintf('{"coding":%s,"levels":%s,"suffixes":%s,"columns":[%s]}', text(name), texts(lv), texts(suffixes),
    paste(vapply(seq_len(ncol(m)), function(j) numbers(m[, j]), ""), collapse = ","))
}
codings <- c("contr.treatment", "contr.sum", "contr.helmert", "contr.poly", "contr.sdif")
write_array(unlist(lapply(codings, function(name) vapply(2:9, function(l) contrast_case(name, l), ""))), "model-matrix-contrasts.json")

# ---- random effects: for each term the columns left of the bar, taken from the rows of Z' --------------------------
random <- c(
  "y ~ x + (1 | g)", "y ~ x + (x | g)", "y ~ x + (0 + x | g)", "y ~ x + (x - 1 | g)", "y ~ x + (1 + x + z | g)", "y ~ 1 + (f2 | g)", "y ~ 1 + (0 + f2 | g)",
  "y ~ 1 + (f3 | h)", "y ~ 1 + (0 + f3 | h)", "y ~ 1 + (f2*x | h)", "y ~ 1 + (f2:x | h)", "y ~ 1 + (0 + f2:x | h)", "y ~ 1 + (flag | g)",
  "y ~ x + (1 | g) + (1 | h)", "y ~ x + (x | g) + (1 | h)", "y ~ x + (1 | f2/h)", "y ~ x + (1 | f2:h)", "y ~ x + (x | f2/h)", "y ~ x + (1 | h) + (0 + x | h)",
  "y ~ log(x) + (log(x) | g)", "y ~ x + (I(x^2) | g)", "y ~ x + (x*z | h)", "y ~ 1 + (1 | f2/f3/flag)", "y ~ 1 + (0 + o4 | f2)", "y ~ 1 + (o4 | f2)",
  "y ~ 1 + (f2/x | f3)", "y ~ x + (1 | f3:f2)", "y ~ x + (1 | g) + (z | f3)",
  "y ~ x + (poly(x, 2) | h)", "y ~ x + (0 + poly(x, 2):f2 | f3)", "y ~ x + (scale(x) | g)", "y ~ x + (ns(x, df = 2) | f3)", "y ~ x + (bs(x, degree = 2) | f2)", "y ~ x + (C(f2, sum) | g)", "y ~ x + (relevel(f3, \"mid\") | h)", "y ~ 1 + (factor(k) | f2)",
  "y ~ x + (x || g)", "y ~ x + (x + z || h)", "y ~ x + (0 + x || h)", "y ~ x + (x:z || g)")

random_case <- function(formula) {
  bars <- findbars(as.formula(formula))
  frame <- model.frame(subbars(as.formula(formula)), data, drop.unused.levels = TRUE)
  terms <- mkReTrms(bars, frame)
  zt <- as.matrix(terms$Zt)
  items <- vapply(seq_along(terms$cnms), function(i) {
    effects <- terms$cnms[[i]]
    grouping <- terms$flist[[attr(terms$flist, "assign")[i]]]
    block <- zt[terms$Gp[i] + seq_len(terms$Gp[i + 1] - terms$Gp[i]), , drop = FALSE]
    k <- length(effects)
    own <- sapply(seq_len(k), function(j) sapply(seq_len(n), function(row) block[(as.integer(grouping)[row] - 1) * k + j, row]))
    # Nothing of a row stands outside its own level's part.
    stopifnot(isTRUE(all.equal(colSums(abs(block)), rowSums(abs(own)), check.attributes = FALSE)))
    sprintf('{"grouping":%s,"levels":%s,"codes":[%s],"effects":%s,"columns":[%s]}',
      text(names(terms$cnms)[i]), texts(levels(grouping)), paste(as.integer(grouping) - 1, collapse = ","), texts(effects),
      paste(vapply(seq_len(k), function(j) numbers(own[, j]), ""), collapse = ","))
  }, "")
  sprintf('{"formula":%s,"terms":[\n  %s]}', text(formula), paste(items, collapse = ",\n  "))
}
write_array(vapply(random, random_case, ""), "model-matrix-random.json")
cat(length(fixed) + length(coded) + length(functions), "fixed,", length(random), "random\n")
