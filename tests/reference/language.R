# Writes the model matrices that R makes of formulas over data with missing values:
#   language.csv         the data; z, f3 and f5 lack values
#   language.txt         formulas for nested functions, logical expressions, what functions learn from incomplete rows, and variables taken out
#   language-random.txt  5,000 formulas drawn at random
# A line is the formula, the number of rows, the columns' names with a bar between them, and their sums over the rows, each row weighted by the root
# of its number in the data, to ten digits.
# Run it in this folder: Rscript language.R

invisible(Sys.setlocale("LC_COLLATE", "C"))
suppressPackageStartupMessages({ library(MASS); library(splines) })

set.seed(20261126)
n <- 60
data <- data.frame(
  y = round(rnorm(n, 10, 3), 3),
  x = round(runif(n, 0.5, 9), 3),
  z = round(rnorm(n), 4),
  k = rep(c(1, 2, 3, 5, 8), length.out = n),
  f2 = rep(c("b", "a"), length.out = n),
  f3 = rep(c("mid", "low", "high"), each = 2, length.out = n),
  f5 = c("red", "green", "blue", "grey", "black")[1 + (seq_len(n) * 7) %% 11 %% 5])
data$z[c(3, 17, 44)] <- NA
data$f3[c(9, 17, 30)] <- NA
data$f5[c(12, 51)] <- NA
write.csv(data, "language.csv", row.names = FALSE, quote = FALSE, na = "")
data <- read.csv("language.csv", stringsAsFactors = TRUE, na.strings = "")

# R's C() knows no sdif; by the name of the coding, as by those it knows, contr.sdif is told the levels.
sdif <- "contr.sdif"

line <- function(formula) {
  frame <- model.frame(as.formula(formula), data, drop.unused.levels = TRUE)
  m <- model.matrix(terms(frame), frame)
  if (ncol(m) < 1 || ncol(m) > 24) return(NULL)
  rows <- setdiff(seq_len(n), attr(frame, "na.action"))
  paste(formula, nrow(m), paste(colnames(m), collapse = "|"), paste(sprintf("%.10g", as.vector(sqrt(rows) %*% m)), collapse = " "), sep = "\t")
}

written <- c(
  # relevel within relevel, factor and C
  'y ~ relevel(relevel(f5, "red"), "grey")', 'y ~ C(relevel(relevel(f3, "mid"), "high"), helmert)', 'y ~ C(relevel(f5, "grey"), helmert)',
  'y ~ relevel(factor(relevel(f5, "red")), "blue")', 'y ~ factor(relevel(f5, "red"))', 'y ~ as.factor(relevel(f5, "red"))',
  'y ~ factor(relevel(relevel(f5, "grey"), "green"))', 'y ~ C(factor(relevel(f5, "green")), sum)', 'y ~ relevel(relevel(relevel(f5, "red"), "green"), "grey")',
  'y ~ C(relevel(relevel(relevel(f5, "red"), "green"), "red"), poly)', 'y ~ relevel(relevel(factor(k), "5"), "3"):x', 'y ~ 0 + relevel(relevel(f3, "mid"), "high"):f2',
  'y ~ C(relevel(relevel(f3, "mid"), "high"), cbind(c(1, -1, 0), c(0, 1, -1)))', 'y ~ relevel(C(relevel(f3, "mid"), sum), "high")', 'y ~ f2*C(relevel(relevel(factor(k), "8"), "2"), helmert)',
  # what functions learn from rows that lack other variables
  'y ~ poly(x, 2) + f3', 'y ~ scale(x) + f3', 'y ~ bs(x, df = 5) + f3', 'y ~ ns(x, df = 3) + f3 + z', 'y ~ scale(z):f5', 'y ~ ns(z, df = 3)*f5', 'y ~ poly(log(x), 3) + z + f5',
  'y ~ scale(I(x*z)) + f3', 'y ~ bs(z, df = 4) + poly(x, 2):f3', 'y ~ scale(z, scale = FALSE) + scale(x, center = FALSE) + f5', 'y ~ ns(I(z^2), 2) + f3', 'y ~ poly(x, 3):scale(z)',
  # variables taken out again
  'y ~ x - f3', 'y ~ . - f3', 'y ~ (x + z)^2 - z - x:z', 'y ~ f2*f5 - f5 - f2:f5', 'y ~ poly(x, 2) - scale(z)', 'y ~ x + f3 - f3:f5', 'y ~ . - z - f5',
  # remainders, numbers that the data tell, factors of expressions, contrasts by functions and by names, scales that are written out
  'y ~ I(x %% 2) + I(x %/% 2)', 'y ~ I(-x %% 3) + I(x %% -3) + I(-x %/% 3) + I(z %/% -0.3)', 'y ~ x %% 2', 'y ~ f2 + x %% 2 * f3', 'y ~ I(5.5 %% x):f2', 'y ~ log(x) %% 0.5 - 1',
  'y ~ I(x - mean(x))', 'y ~ I((x - mean(x))/sd(x)) + f3', 'y ~ I(x - min(x)):f5', 'y ~ I(x/max(x)) + I(k - median(k)) + z', 'y ~ I(x/sum(x^2)) + f3', 'y ~ poly(x - mean(x), 2)',
  'y ~ factor(k %% 2)', 'y ~ factor(k %/% 2)*z', 'y ~ relevel(factor(k + 1), "4")', 'y ~ C(factor(2 * k), sum):f2', 'y ~ factor(x + z)', 'y ~ 0 + factor(abs(k - 3)) + f3', 'y ~ factor(sqrt(k))', 'y ~ factor(I(k^2)) + k',
  'y ~ C(f3, "contr.sum")', 'y ~ C(f5, contr.treatment)', 'y ~ C(f5, "contr.treatment")*x', 'y ~ C(f5, contr.sdif)', 'y ~ C(relevel(f3, "mid"), "contr.helmert")', 'y ~ C(f3, contr.poly):z',
  'y ~ I(x > 3)', 'y ~ I(x > 3 & k < 4) + f3', 'y ~ I(!(x >= 3)):f2', 'y ~ 0 + I(k == 2)', 'y ~ I(k != 2 | x <= 2)*z', 'y ~ x > 4', 'y ~ I((x > 3) * x)', 'y ~ factor(x > 4)', 'y ~ C(factor(k == 1), sum)',
  'y ~ I(x > mean(x)) + I(!k > 2)', 'y ~ I(x < 3 | k > 2 & x > 6) - 1', 'y ~ relevel(factor(I(x > 3)), "TRUE")', 'y ~ !x > 5', 'y ~ x > 2 & k < 5', 'y ~ I(-x < -3)', 'y ~ poly((x > 3) + x, 2)',
  # comparisons of factors with texts
  'y ~ f3 == "mid"', 'y ~ I(f3 == "mid") + x', 'y ~ I(f3 != "mid" & x > 3)*z', 'y ~ I("red" == f5):x', 'y ~ factor(f3 == "low") + f2', 'y ~ C(factor(f2 == "a"), sum):z', 'y ~ I((f5 == "red") * x)',
  'y ~ poly((f2 == "a") + x, 2) + z', 'y ~ scale((f3 == "mid") * x) + f5', 'y ~ I(!(f2 == "a" | x > 3))', 'y ~ 0 + I(f5 != "red")', 'y ~ relevel(factor(f2 == "b"), "TRUE")', 'y ~ I(x - mean((f2 == "b") * x)) + f5',
  'y ~ scale(x, center = 2) + f3', 'y ~ scale(z, scale = 3)', 'y ~ scale(x, center = FALSE, scale = 2.5)', 'y ~ scale(x, 1, 4):f5', 'y ~ scale(x, center = -1, scale = FALSE)')
write <- function(lines, path) writeLines(unlist(lines), path)
write(lapply(written, line), "language.txt")

number <- function() sample(c("x", "x", "z", "k", "log(x)", "I(x^2)", "I(x*z)", "sqrt(x)", "exp(z)", "I(z - x/2)", "I(x %% 2)", "I(z %/% 0.7)", "I(x > 4)", "I(x > 2 & k < 4)", "I(!(k == 2) | x <= 3)", "I((z >= 0) * x)", "I(k %% 3)", "I(x - mean(x))", "I(k/sd(k))", "I(x - max(k))", "scale(x, center = 3)", "scale(z, scale = 2)", "poly(x - median(x), 2)", "poly(x, 2)", "poly(k, 2)", "poly(log(x), 3)", "scale(x)", "scale(z)",
  "scale(x, center = FALSE)", "scale(log(x), scale = FALSE)", "bs(x, df = 4)", "bs(z)", "ns(z, df = 2)", "ns(x, df = 3)", "ns(exp(z), df = 2)"), 1)
level <- list(f2 = c("a", "b"), f3 = c("low", "mid", "high"), f5 = c("red", "green", "blue", "grey", "black"), k = c("1", "2", "3", "5", "8"))
factors <- function(depth, of) {
  inner <- if (depth == 0) if (of == "k") sample(c("factor(k)", "factor(k + 0)", "factor((k + 8) %% 9 + 1)"), 1) else of else factors(depth - 1, of)
  switch(sample(5, 1),
    inner,
    sprintf('relevel(%s, "%s")', inner, sample(level[[of]], 1)),
    sprintf('C(%s, %s)', inner, sample(c("sum", "treatment", "helmert", "poly", "sdif", "contr.sum", "contr.helmert", "contr.treatment", "contr.sdif", '"contr.sum"', '"contr.treatment"'), 1)),
    sprintf('factor(%s)', inner),
    sprintf('relevel(%s, ref = "%s")', inner, sample(level[[of]], 1)))
}
draw <- function(depth) {
  if (depth == 0 || runif(1) < 0.25) return(if (runif(1) < 0.45) number() else factors(sample(0:3, 1), sample(names(level), 1)))
  operator <- sample(c("+", "+", ":", "*", "*", "/", "%in%", "-", "^", "()"), 1)
  if (operator == "()") return(paste0("(", draw(depth - 1), ")"))
  if (operator == "^") return(paste0("(", draw(depth - 1), " + ", draw(depth - 1), ")^", sample(1:3, 1)))
  left <- draw(depth - 1)
  right <- draw(depth - 1)
  if (runif(1) < 0.4) left <- paste0("(", left, ")")
  if (runif(1) < 0.4) right <- paste0("(", right, ")")
  paste(left, operator, right)
}
lines <- character()
drawn <- character()
while (length(lines) < 5000) {
  formula <- paste0(sample(c("y ~ ", "y ~ ", "y ~ 0 + "), 1), draw(sample(1:3, 1)), sample(c("", "", "", " - 1"), 1))
  if (formula %in% drawn) next
  drawn <- c(drawn, formula)
  lines <- c(lines, tryCatch(line(formula), error = function(e) NULL))
}
write(lines, "language-random.txt")
