# R's pictures of the fits that samples/Pictures/Gallery draws, by the calls that R's users make, and the numbers behind them:
#   Rscript tests/reference/pictures.R FOLDER
# The verdicts are the table of docs/pictures.md. plot_model(type = "re") needs glmmTMB (r-cran-glmmtmb); check_model is computed without the package that draws it, see.
suppressPackageStartupMessages({
  library(lme4)
  library(lattice)
  library(ggplot2)
  library(emmeans)
  library(sjPlot)
})

folder <- commandArgs(trailingOnly = TRUE)[1]
if (is.na(folder)) stop("Name the folder of the pictures.")
dir.create(folder, showWarnings = FALSE, recursive = TRUE)
data <- "tests/Lmm.Runtime.Tests/Data"
read <- function(file, ...) {
  table <- read.csv(file.path(data, file))
  for (factor in c(...)) table[[factor]] <- factor(table[[factor]])
  table
}
draw <- function(name, picture, width = 680, height = 420) {
  png(file.path(folder, paste0(name, ".png")), width = width, height = height, res = 96)
  on.exit(dev.off())
  result <- tryCatch(picture(), error = function(e) { plot.new(); title(conditionMessage(e)); message(name, ": ", conditionMessage(e)); NULL })
  if (inherits(result, c("gg", "trellis", "emmGrid"))) print(result)
  if (is.list(result) && !inherits(result, c("gg", "trellis"))) for (each in result) if (inherits(each, c("gg", "trellis"))) print(each)
}

sleep <- lmer(Reaction ~ Days + (Days | Subject), read("sleepstudy.csv", "Subject"))
machines <- lmer(score ~ Machine + (Machine | Worker), read("Machines.csv", "Worker", "Machine"))
cake <- lmer(angle ~ recipe * temperature + (1 | recipe:replicate), read("cake.csv", "replicate", "temperature", "recipe"))
chicks <- lmer(weight ~ Diet * poly(Time, 2) + (Time | Chick), read("ChickWeight.csv", "Chick", "Diet"))
orthodont <- read("Orthodont.csv", "Subject", "Sex")
growth <- lmer(distance ~ age * Sex + (1 | Subject), orthodont)
slopes <- lmer(distance ~ age * Sex + (age | Subject), orthodont)
ordinary <- lm(distance ~ age * Sex, orthodont)
lectures <- lmer(y ~ service + (1 | s) + (1 | d), read("InstEval.csv", "s", "d", "service"))

draw("forest", function() plot_model(growth))
draw("forest-models", function() plot_models(growth, slopes, ordinary))
draw("caterpillar", function() dotplot(ranef(sleep))$Subject)
draw("caterpillar-sjplot", function() plot_model(sleep, type = "re"))
draw("caterpillar-many", function() dotplot(ranef(lectures))$s)
draw("mode-quantiles", function() qqmath(ranef(sleep))$Subject)
draw("shrinkage", function() {
  modes <- coef(sleep)$Subject
  alone <- coef(lmList(Reaction ~ Days | Subject, sleep@frame))
  both <- data.frame(x = alone[[1]], y = alone[[2]], xend = modes[[1]], yend = modes[[2]], subject = rownames(modes))
  ggplot(both) + geom_segment(aes(x, y, xend = xend, yend = yend), arrow = arrow(length = unit(2, "mm")), colour = "grey60") +
    geom_point(aes(x, y), shape = 1) + geom_point(aes(xend, yend)) + geom_text(aes(x, y, label = subject), size = 3, nudge_y = 0.6) + labs(x = "(Intercept)", y = "Days")
})
draw("residuals", function() plot(sleep, type = c("p", "smooth")))
draw("residuals-many", function() plot(lectures))
draw("residuals-variable", function() plot(chicks, resid(., scaled = TRUE) ~ Time, type = c("p", "smooth")))
draw("scale-location", function() plot(sleep, sqrt(abs(resid(., scaled = TRUE))) ~ fitted(.), type = c("p", "smooth")))
draw("residual-quantiles", function() qqmath(sleep))
draw("residual-quantiles-ggplot", function() ggplot(data.frame(r = resid(sleep, scaled = TRUE)), aes(sample = r)) + stat_qq() + stat_qq_line())
draw("residuals-by-group", function() plot(sleep, Subject ~ resid(., scaled = TRUE)))
draw("means", function() plot(emmeans(machines, "Machine"), comparisons = TRUE))
draw("interaction", function() emmip(cake, recipe ~ temperature, CIs = TRUE))
draw("interaction-sjplot", function() plot_model(cake, type = "pred", terms = c("temperature", "recipe")))
draw("curves", function() plot_model(chicks, type = "pred", terms = c("Time [all]", "Diet"), show.data = TRUE))
draw("groups", function() xyplot(Reaction ~ Days | Subject, sleep@frame, type = c("g", "p", "r"), index.cond = function(x, y) coef(lm(y ~ x))[1], aspect = "xy"), height = 560)
profiles <- profile(sleep)
draw("profile", function() xyplot(profiles))
draw("profile-absolute", function() xyplot(profiles, absVal = TRUE))
draws <- bootMer(sleep, function(fit) c(fixef(fit), sigma = sigma(fit), sd = attr(VarCorr(fit)$Subject, "stddev"), correlation = attr(VarCorr(fit)$Subject, "correlation")[1, 2]), nsim = 200, seed = 1)
draw("bootstrap", function() {
  long <- stack(as.data.frame(draws$t))
  densityplot(~ values | ind, long, scales = list(relation = "free"), plot.points = FALSE)
})
rows <- data.frame(row = seq_len(nobs(sleep)), distance = cooks.distance(sleep), leverage = hatvalues(sleep), studentised = rstudent(sleep))
draw("influence", function() ggplot(rows, aes(row, distance)) + geom_segment(aes(xend = row, yend = 0)))
draw("influence-leverage", function() ggplot(rows, aes(leverage, studentised)) + geom_point() + geom_hline(yintercept = 0))
without <- influence(sleep, "Subject")
draw("influence-groups", function() {
  table <- as.data.frame(dfbetas(without))
  table$Cook <- cooks.distance(without)
  table$Subject <- reorder(rownames(dfbetas(without)), table$Cook)
  long <- reshape(table, direction = "long", varying = setdiff(names(table), "Subject"), v.names = "value", timevar = "what", times = setdiff(names(table), "Subject"))
  dotplot(Subject ~ value | what, long, scales = list(x = list(relation = "free")))
})
draw("checks", function() performance::check_model(sleep))

options(digits = 6)
cat("forest\n"); print(get_model_data(growth, type = "est")[, c("term", "estimate", "conf.low", "conf.high")])
cat("forest-models\n"); for (each in list(growth, slopes, ordinary)) print(get_model_data(each, type = "est")[, c("term", "estimate", "conf.low", "conf.high")])
cat("caterpillar\n"); modes <- as.data.frame(ranef(sleep)); modes$lower <- modes$condval - 1.96 * modes$condsd; modes$upper <- modes$condval + 1.96 * modes$condsd
print(modes[order(modes$term, -modes$condval), ][c(1:2, 17:20, 35:36), ])
many <- as.data.frame(ranef(lectures)); many <- many[many$grpvar == "s", ]
cat("caterpillar-many: ", sum(many$condval - 1.96 * many$condsd > 0 | many$condval + 1.96 * many$condsd < 0), " of ", nrow(many), " exclude zero\n", sep = "")
cat("residuals: largest |scaled|", max(abs(resid(sleep, scaled = TRUE))), "\n")
cat("means\n"); print(summary(emmeans(machines, "Machine"))); print(pairs(emmeans(machines, "Machine")))
print(as.data.frame(plot(emmeans(machines, "Machine"), comparisons = TRUE, plotit = FALSE)))
cat("interaction\n"); print(summary(emmeans(cake, ~ temperature | recipe))[c(1, 6, 18), ])
cat("curves\n"); print(summary(emmeans(chicks, ~ Time | Diet, at = list(Time = c(0, 21)))))
cat("profile\n"); print(confint(profiles))
cat("bootstrap: 95 % percentile limits\n"); print(t(apply(draws$t, 2, quantile, c(0.025, 0.975))))
cat("influence\n"); print(rows[order(-rows$distance), ][1:4, ])
print(head(sort(cooks.distance(without), decreasing = TRUE))); print(head(dfbetas(without)))
cat("caterpillar-sjplot\n"); print(head(as.data.frame(plot_model(sleep, type = "re")$data)[, c("facet", "term", "estimate", "conf.low", "conf.high")], 4))
cat("checks\n"); checks <- performance::check_model(sleep)
print(head(checks$NCV, 3)); print(head(checks$HOMOGENEITY, 3))
cat("spread: without leverage to", max(abs(checks$HOMOGENEITY$y - sqrt(abs(resid(sleep, scaled = TRUE))))), "\n")
print(head(checks$INFLUENTIAL[order(-checks$INFLUENTIAL$Cooks_Distance), c("Index", "Cooks_Distance", "Hat")], 4))
cat("outliers:", which(checks$OUTLIERS), "\n"); print(range(checks$REQQ[[1]]$y[checks$REQQ[[1]]$facet == "(Intercept)"]))
