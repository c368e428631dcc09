using Tagging.Api;

TaggingApi.Create(args).Run();
