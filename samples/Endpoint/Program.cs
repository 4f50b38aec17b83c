// A service that fits a mixed model to what it is sent:
//   curl -H "Content-Type: text/csv" --data-binary @sleepstudy.csv http://localhost:5000/fits/text
using Endpoint;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ServiceContext.Default));
WebApplication service = builder.Build();
service.MapPost("/fits/rows", Fits.OfRows);
service.MapPost("/fits/text", Fits.OfText);
service.Run();
