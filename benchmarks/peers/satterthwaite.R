# Times lmerTest's summary with Satterthwaite's degrees of freedom beside the fit:
#   Rscript satterthwaite.R DATA-FOLDER
arguments <- commandArgs(trailingOnly = TRUE)
suppressPackageStartupMessages(library(lmerTest))
evaluations <- read.csv(file.path(arguments[1], "InstEval.csv"))
for (column in c("s", "d", "dept", "service")) evaluations[[column]] <- factor(evaluations[[column]])
seconds <- function(expression) system.time(suppressWarnings(suppressMessages(expression)))[["elapsed"]]

# What makes a fit lmerTest's, the derivatives for the degrees of freedom, is part of lmer here and of the tests there.
plain <- seconds(lme4::lmer(y ~ service + (1 | s) + (1 | d) + (1 | dept), evaluations))
tested <- seconds({
  fit <- lmer(y ~ service + (1 | s) + (1 | d) + (1 | dept), evaluations)
  table <- coef(summary(fit, ddf = "Satterthwaite"))
})
cat(sprintf("lmerTest, InstEval s, d, dept: lme4's fit %.2f s, fit and Satterthwaite summary %.2f s, so the tests %.2f s\n", plain, tested, tested - plain))
print(table, digits = 8)
