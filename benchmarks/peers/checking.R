# Times what is done by hand in R for influence, means and power; what takes long is estimated from a few:
#   Rscript checking.R DATA-FOLDER
arguments <- commandArgs(trailingOnly = TRUE)
suppressPackageStartupMessages({ library(lmerTest); library(emmeans) })
seconds <- function(expression) system.time(suppressWarnings(suppressMessages(expression)))[["elapsed"]]
read <- function(name, factors) {
  data <- read.csv(file.path(arguments[1], paste0(name, ".csv")))
  for (column in factors) data[[column]] <- factor(data[[column]])
  data
}

# Deletion of levels with theta refitted: from three students.
evaluations <- read("InstEval", c("s", "d", "dept", "service"))
fit <- lme4::lmer(y ~ service + (1 | s) + (1 | d) + (1 | dept), evaluations)
students <- levels(evaluations$s)
count <- 3
counts <- numeric(0)
time <- seconds(for (student in students[seq_len(count)]) {
  smaller <- lme4::lmer(y ~ service + (1 | s) + (1 | d) + (1 | dept), evaluations[evaluations$s != student, ], start = lme4::getME(fit, "theta"))
  counts <- c(counts, smaller@optinfo$feval)
})
cat(sprintf("lme4, a fit without one student, from theta of all: %.2f s and %.0f evaluations, %.0f s for all %d students (from %d)\n",
  time / count, mean(counts), time / count * length(students), length(students), count))

# Means and all pairs of a factor of a hundred levels.
set.seed(1)
rows <- 6000
data <- data.frame(f = factor(sprintf("f%02d", sample(0:99, rows, TRUE))), g = factor(sample(60, rows, TRUE)))
data$y <- rnorm(60)[data$g] + runif(rows)
model <- lmer(y ~ f + (1 | g), data)
emm_options(lmerTest.limit = rows, lmer.df = "satterthwaite")
cat(sprintf("emmeans, means and all pairs of a factor of 100 levels, %d rows: %.2f s\n", rows, seconds(as.data.frame(pairs(emmeans(model, "f"))))))

# Power: simulate, refit, test.
sleepstudy <- lmer(Reaction ~ Days + (Days | Subject), read("sleepstudy", "Subject"))
draws <- 20
time <- seconds(for (response in simulate(sleepstudy, draws)) coef(summary(as_lmerModLmerTest(refit(sleepstudy, response))))["Days", 5])
cat(sprintf("lmerTest, power of sleepstudy: %.3f s a draw, %.0f s for 1,000 (from %d)\n", time / draws, time / draws * 1000, draws))
